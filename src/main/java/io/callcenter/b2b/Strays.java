package io.callcenter.b2b;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers to messages that belong to no call (legs 3.9): 481, silence, or ACK and BYE for a 2xx that carries a tag of ours. Remembers nothing:
 * a 2xx that is repeated is acknowledged and ended again. OPTIONS outside of dialogs gets its 200 here too.
 */
public final class Strays {
    private final Names names;
    private final String product;

    /** Uses the names for the check of our tags and for the branches of what it sends. */
    public Strays(Names names, String product) {
        this.names = names;
        this.product = product;
    }

    /** What to do with a message for which no call is known and no recovery is running; nothing for initial INVITEs, which make calls. */
    public List<SipOrder> handle(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in) {
            return request(in);
        }
        if (event instanceof SipEvent.CancelIn in) {
            return List.of(respond(in.transaction(), 481, in.cancel()));
        }
        if (event instanceof SipEvent.ResponseIn in) {
            return response(in);
        }
        return List.of();
    }

    private List<SipOrder> request(SipEvent.RequestIn in) {
        SipRequest request = in.request();
        boolean inside = !request.to().tag().isEmpty();
        if (request.method().equals("ACK") || request.method().equals("INVITE") && !inside) {
            return List.of();
        }
        Optional<SipResponse> refusal = Screening.refusal(request);
        if (refusal.isPresent()) {
            SipResponse r = refusal.get();
            return List.of(respond(in.transaction(), r.code(), request, r.headers()));
        }
        if (request.method().equals("OPTIONS") && !inside) {
            return List.of(respond(in.transaction(), 200, request, Screening.CAPABILITIES));
        }
        if (request.method().equals("MESSAGE") && !inside) {
            return List.of(respond(in.transaction(), 405, request, Headers.NONE.with("Allow", Screening.ALLOW)));
        }
        return List.of(respond(in.transaction(), 481, request));
    }

    private SipOrder respond(String transaction, int code, SipRequest request) {
        return respond(transaction, code, request, Headers.NONE);
    }

    private SipOrder respond(String transaction, int code, SipRequest request, Headers headers) {
        String tag = request.to().tag().isEmpty()
                ? names.tag(request.callId())
                : request.to().tag();
        return new SipOrder.Respond(transaction, SipResponse.of(code, "", tag).with(headers.with("Server", product)));
    }

    /** A 2xx for an INVITE that a former process sent: its sender must not stay in a call that nobody knows. */
    private List<SipOrder> response(SipEvent.ResponseIn in) {
        SipResponse ok = in.response();
        boolean accepted = ok.method().equals("INVITE") && ok.code() >= 200 && ok.code() < 300;
        if (!accepted || !names.ours(ok.callId(), ok.from().tag())) {
            return List.of();
        }
        Dialog dialog = dialog(ok, in.hop());
        Headers headers = Headers.NONE.with("User-Agent", product);
        Body refusal = Bodies.sdp(ok.body())
                .map(offer -> new SdpSide(new SdpOrigin(in.hop().localHost(), names.random(Integer.MAX_VALUE - 1) + 1L))
                        .reject(offer))
                .map(Body::sdp)
                .orElse(Body.NONE);
        List<SipOrder> orders = new ArrayList<>();
        orders.add(new SipOrder.SendAck(dialog.ack(ok.cseq(), names.branch(), headers, refusal), in.hop()));
        orders.add(new SipOrder.Send(dialog.request("BYE", names.branch(), headers, Body.NONE), in.hop()));
        return orders;
    }

    private static Dialog dialog(SipResponse ok, Hop hop) {
        String target =
                SendableText.isUri(ok.contact()) ? ok.contact() : ok.to().uri();
        return new Dialog(new SavedLegs.Dialog(
                ok.callId(),
                Contacts.uri("stray", ok.from().uri(), hop),
                ok.from(),
                ok.to(),
                ok.cseq(),
                -1,
                Dialog.reversed(ok.recordRoutes()),
                target,
                hop,
                false,
                Optional.empty()));
    }
}
