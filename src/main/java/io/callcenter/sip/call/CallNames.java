package io.callcenter.sip.call;

import io.callcenter.ids.CallId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls to which Call-IDs belong, those that were asked for last: also when the call is over, for what comes late. Any thread. */
final class CallNames {
    private final Map<String, String> calls;

    /** Keeps at most so many. */
    CallNames(int most) {
        this.calls = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > most;
            }
        };
    }

    synchronized void put(String sipCallId, CallId call) {
        calls.put(sipCallId, call.value());
    }

    synchronized Optional<String> of(String sipCallId) {
        return Optional.ofNullable(calls.get(sipCallId));
    }
}
