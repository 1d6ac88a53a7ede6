package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;

/**
 * The offer of a leg in its 2xx to an INVITE that had none: the answer goes into the ACK.
 *
 * @param client that INVITE
 */
record LateOffer(UacLeg leg, InviteClient client, Sdp description) implements Proposal {
    @Override
    public void settle(Sdp answer, Owner owner) {
        client.ack(Body.sdp(leg.sdp().answer(description, answer)));
        owner.settled();
    }

    @Override
    public void abandon() {
        // nothing is open but the ACK, which its owner or the leaving leg sends
    }
}
