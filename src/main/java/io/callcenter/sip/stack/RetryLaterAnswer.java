package io.callcenter.sip.stack;

import io.callcenter.b2b.FreshNames;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Tag;

/**
 * Makes refusals that say when to come again: within 5 to 15 s, not all at once.
 *
 * @param names tags and dice
 * @param product value of Server
 */
public record RetryLaterAnswer(FreshNames names, String product) {
    private static final int SOONEST_SECONDS = 5;
    private static final int SPREAD_SECONDS = 11;

    /** One with that code to a request with that Call-ID. */
    public Draft of(String callId, int code) {
        int seconds = SOONEST_SECONDS + names.random(SPREAD_SECONDS);
        return Draft.response(code)
                .tagged(new Tag(names.tag(callId)))
                .with(HeaderName.RETRY_AFTER, Integer.toString(seconds))
                .with(HeaderName.SERVER, product);
    }
}
