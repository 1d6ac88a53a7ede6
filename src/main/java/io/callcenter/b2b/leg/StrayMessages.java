package io.callcenter.b2b.leg;

import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.SdpOrigin;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.util.List;
import java.util.Optional;

/**
 * Answers to messages that belong to no call (docs/design/legs.md 3.9): 481, silence, or ACK and BYE for a 2xx that carries a tag of ours. Remembers
 * nothing: a 2xx that is repeated is acknowledged and ended again. OPTIONS outside of dialogs gets its 200 here too.
 */
public final class StrayMessages {
    private final FreshNames names;
    private final String product;

    /** Uses the names for the check of our tags and for the branches of what it sends. */
    public StrayMessages(FreshNames names, String product) {
        this.names = names;
        this.product = product;
    }

    /** What to do with a message for which no call is known and no recovery is running; nothing for initial INVITEs, which make calls. */
    public List<SipOrder> handle(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in) {
            return request(in);
        }
        if (event instanceof SipEvent.CancelIn in) {
            return List.of(respond(in.transaction(), Draft.response(481), in.cancel()));
        }
        if (event instanceof SipEvent.ResponseIn in) {
            return response(in);
        }
        return List.of();
    }

    private List<SipOrder> request(SipEvent.RequestIn in) {
        Request request = in.request();
        boolean inside = !request.to().tag().isEmpty();
        if (request.is(Methods.ACK) || request.is(Methods.INVITE) && !inside) {
            return List.of();
        }
        if (request.is(Methods.NOTIFY)
                && inside) { // of a subscription that is over: its sender is to end it (RFC 6665 §4.1.3)
            return List.of(respond(in.transaction(), Draft.response(481), request));
        }
        Optional<Draft> refusal = Screening.refusal(request, SetupRules.DEFAULT);
        if (refusal.isPresent()) {
            return List.of(respond(in.transaction(), refusal.get(), request));
        }
        if (request.is(Methods.OPTIONS) && !inside) {
            return List.of(respond(in.transaction(), Draft.response(200).with(Screening.CAPABILITIES), request));
        }
        if (request.is(Methods.MESSAGE) && !inside) {
            Draft refused = Draft.response(405).with(HeaderName.ALLOW, Screening.ALLOW);
            return List.of(respond(in.transaction(), refused, request));
        }
        return List.of(respond(in.transaction(), Draft.response(481), request));
    }

    private SipOrder respond(String transaction, Draft response, Request request) {
        Tag theirs = request.to().tag();
        Tag tag = theirs.isEmpty() ? new Tag(names.tag(request.callId().text())) : theirs;
        return new SipOrder.Respond(transaction, response.tagged(tag).with(HeaderName.SERVER, product));
    }

    /** A 2xx for an INVITE that a former process sent: its sender must not stay in a call that nobody knows. */
    private List<SipOrder> response(SipEvent.ResponseIn in) {
        Response ok = in.response();
        boolean accepted = ok.cseq().method().equals(Methods.INVITE) && ok.code() >= 200 && ok.code() < 300;
        if (!accepted || !names.ours(ok.callId().text(), ok.from().tag().text())) {
            return List.of();
        }
        Dialog dialog = dialog(ok, in.hop());
        Body refusal = Bodies.sdp(ok.body())
                .map(offer -> new SdpSide(new SdpOrigin(in.hop().localHost(), names.random(Integer.MAX_VALUE - 1) + 1L))
                        .reject(offer))
                .map(Body::sdp)
                .orElse(Body.NONE);
        Draft ack = dialog.ack(ok.cseq().number())
                .with(HeaderName.USER_AGENT, product)
                .with(refusal);
        SipOrder.SendAck acknowledged = new SipOrder.SendAck(new OutgoingRequest(names.branch(), ack), in.hop());
        if (ok.cseq().number() >= CSeq.LARGEST) {
            return List.of(acknowledged); // no number is left for a BYE, and none of ours is so large
        }
        Draft bye = dialog.request(Methods.BYE).with(HeaderName.USER_AGENT, product);
        return List.of(acknowledged, new SipOrder.Send(new OutgoingRequest(names.branch(), bye), in.hop()));
    }

    private static Dialog dialog(Response ok, Hop hop) {
        return new Dialog(new SavedLegs.Dialog(
                ok.callId().text(),
                Contacts.uri("stray", ok.from().uri(), hop),
                Dialog.party(ok.from()),
                Dialog.party(ok.to()),
                ok.cseq().number(),
                -1,
                Dialog.reversed(ok.items(HeaderName.RECORD_ROUTE)),
                ok.contact().orElse(ok.to()).uri().withoutHeaders(),
                hop,
                false,
                Optional.empty()));
    }
}
