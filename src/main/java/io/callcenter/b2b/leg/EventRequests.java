package io.callcenter.b2b.leg;

import io.callcenter.b2b.SipEvent;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import java.util.Optional;

/**
 * What a peer that may transfer the caller says of events in its dialog: it may renew or end the subscription that its REFER has made (RFC 3515 §2.4.4).
 * There is no other one, neither there nor here.
 */
final class EventRequests {
    private static final String PACKAGE = "refer";

    private EventRequests() {}

    /** Whether it is one of those. */
    static boolean isOne(Request request) {
        return request.is(Methods.SUBSCRIBE) || request.is(Methods.NOTIFY);
    }

    static void answer(UacLeg leg, SipEvent.RequestIn in) {
        Request request = in.request();
        String event = request.first(HeaderName.EVENT).orElse("").replaceAll("\\s", "");
        boolean ours =
                event.equalsIgnoreCase(PACKAGE) || event.regionMatches(true, 0, PACKAGE + ";", 0, PACKAGE.length() + 1);
        Optional<Referral> subscribed =
                leg.referral().filter(asked -> request.is(Methods.SUBSCRIBE) && ours && asked.isSubscribedTo(event));
        if (!ours) {
            leg.respond(in.transaction(), leg.reply(489).with(HeaderName.ALLOW_EVENTS, PACKAGE));
        } else if (subscribed.isEmpty()) {
            leg.respond(in.transaction(), 481);
        } else {
            subscribed.get().subscribe(in.transaction(), ends(request));
        }
    }

    private static boolean ends(Request subscribe) {
        return subscribe
                .first(HeaderName.EXPIRES)
                .filter(value -> value.strip().matches("0+"))
                .isPresent();
    }
}
