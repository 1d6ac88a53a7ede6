package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Response;
import java.util.Optional;

/**
 * What a leg of ours has described as its part of a session with somebody, and how it learns the other part (docs/design/legs.md 3.3): mostly its
 * offer in a 2xx, which is answered in the ACK.
 */
interface Proposal {
    /** Who wants the leg joined. Exactly one of the first and the last follows {@link Proposal#settle}, unless it is abandoned. */
    interface Owner {
        /** The leg has the answer. */
        void settled();

        /** The leg has the answer and has described itself anew: the one who answered must be asked again, and {@link Proposal#settle} called. */
        void moved(Sdp description);

        /** The leg does not take the answer; what it has described counts no longer. */
        void declined();
    }

    /** What the leg in that 2xx to that INVITE of ours proposes; empty when it is nothing that could be joined. */
    static Optional<Proposal> of(UacLeg leg, InviteClient client, Response ok) {
        Optional<Sdp> theirs = Bodies.sdp(ok.body());
        if (client.offer().isEmpty()) {
            return theirs.filter(sdp -> sdp.medium().isPresent()).map(sdp -> new LateOffer(leg, client, sdp));
        }
        SdpSide.Offer sent = client.offer().get();
        return theirs.filter(sent.sent()::fits).map(answer -> {
            leg.sdp().accepted(sent, answer);
            return new EarlierOffer(leg, client, sent.foreign(), sent.mapBack(answer));
        });
    }

    /** What an INVITE of a former process had brought; empty when that was nothing. */
    static Optional<Proposal> resumed(UacLeg leg, InviteClient client) {
        if (!client.offered()) {
            return client.offerInAnswer().map(sdp -> new LateOffer(leg, client, sdp));
        }
        Optional<Sdp> agreed = leg.sdp().agreed();
        return leg.sdp()
                .received()
                .filter(any -> agreed.isPresent())
                .map(answer -> new EarlierOffer(leg, client, agreed.get(), answer));
    }

    /** The INVITE whose 2xx had it. */
    InviteClient client();

    /** What the leg describes. */
    Sdp description();

    /** Gives the leg the answer, in the order of the description. */
    void settle(Sdp answer, Owner owner);

    /** It is no longer wanted; what is open is still brought to its end. */
    void abandon();
}
