package io.callcenter.store.records;

import io.callcenter.ids.CallId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers of which calls a part was forgotten last, so that one saved late does not bring it back. */
final class ForgottenCalls {
    private static final int MOST = 65_536;

    private final Map<CallId, Boolean> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized void add(CallId call) {
        ids.put(call, Boolean.TRUE);
    }

    synchronized boolean has(CallId call) {
        return ids.containsKey(call);
    }
}
