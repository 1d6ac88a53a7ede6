package io.callcenter.sip;

import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Names;
import io.callcenter.b2b.SipResponse;

/**
 * Makes refusals that say when to come again: within 5 to 15 s, not all at once.
 *
 * @param names tags and dice
 * @param product value of Server
 */
record LaterAnswer(Names names, String product) {
    private static final int SOONEST_SECONDS = 5;
    private static final int SPREAD_SECONDS = 11;

    /** One with that code to a request with that Call-ID. */
    SipResponse of(String callId, int code) {
        int seconds = SOONEST_SECONDS + names.random(SPREAD_SECONDS);
        Headers headers = Headers.NONE.with("Retry-After", Integer.toString(seconds));
        return SipResponse.of(code, "", names.tag(callId)).with(headers.with("Server", product));
    }
}
