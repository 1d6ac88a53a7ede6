package io.callcenter.app;

import io.callcenter.ids.CallId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Calls whose route has not decided yet. A caller who goes in the meantime is never brought before the contact centre, which would wait for him
 * for ever (legs 3.1, L16).
 */
public final class Arrivals {
    private enum State {
        DECIDING,
        GONE
    }

    private final ConcurrentMap<CallId, State> open = new ConcurrentHashMap<>();

    /** The route begins to decide about that call. */
    public void begin(CallId call) {
        open.put(call, State.DECIDING);
    }

    /**
     * The route has decided: {@code submit} runs unless the caller went in the meantime, and no later departure overtakes it.
     *
     * @return whether it ran
     */
    public boolean decide(CallId call, Runnable submit) {
        boolean[] ran = {false};
        open.compute(call, (id, state) -> {
            if (state != State.GONE) {
                submit.run();
                ran[0] = true;
            }
            return null;
        });
        return ran[0];
    }

    /** The route refused the call or failed. */
    public void end(CallId call) {
        open.remove(call);
    }

    /** The caller went. Answers true when the route had not decided yet: then nobody else needs to know. */
    public boolean gone(CallId call) {
        return open.computeIfPresent(call, (id, state) -> State.GONE) != null;
    }

    /** Calls being decided about. */
    public int size() {
        return open.size();
    }
}
