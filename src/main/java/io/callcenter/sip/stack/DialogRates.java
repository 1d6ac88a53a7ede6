package io.callcenter.sip.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many requests each of the dialogs sends that were heard last: {@value #A_SECOND} a second, and as many at once. Any thread. */
final class DialogRates {
    static final int A_SECOND = 100;
    static final int MOST_DIALOGS = 10_000;

    /** By our tag; the longest unused first. */
    private final Map<String, TokenBucket> dialogs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MOST_DIALOGS;
        }
    };

    /** Whether one more request of the dialog with that tag of ours is looked at, at that time in milliseconds. */
    synchronized boolean permits(String tag, long now) {
        TokenBucket bucket = dialogs.get(tag);
        if (bucket == null) {
            bucket = new TokenBucket(A_SECOND, A_SECOND, now);
            dialogs.put(tag, bucket);
        }
        return bucket.take(now);
    }
}
