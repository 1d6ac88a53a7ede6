package io.callcenter.app;

import io.callcenter.ids.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Calls whose route has not decided yet. A caller who goes in the meantime is never brought before the contact center, which would wait for them
 * for ever (docs/design/legs.md 3.1, L16).
 */
public final class Arrivals {
    private enum State {
        DECIDING,
        /** The center is deciding; if it says no, the route may try again with another flow. */
        SUBMITTED,
        SUBMITTED_GONE,
        GONE
    }

    private final ConcurrentMap<CallId, State> open = new ConcurrentHashMap<>();

    /** A route will decide about that call; no more than that when it does already. */
    public void begin(CallId call) {
        open.putIfAbsent(call, State.DECIDING);
    }

    /**
     * The route has decided: {@code submit} runs unless the caller went in the meantime, and no later departure overtakes it. It must only hand
     * the call over.
     *
     * @return what it gave; empty when it did not run
     */
    public <T> Optional<T> decide(CallId call, Supplier<T> submit) {
        List<T> given = new ArrayList<>(1);
        open.compute(call, (id, state) -> {
            if (state == State.GONE || state == State.SUBMITTED_GONE) {
                return state;
            }
            given.add(submit.get());
            return state == null ? null : State.SUBMITTED;
        });
        return given.stream().findFirst();
    }

    /** The center has let the call in: its end is the center's business from now on. */
    public void admitted(CallId call) {
        open.remove(call);
    }

    /** The center did not let the call in: the route decides anew, but for a caller who went meanwhile. */
    public void notAdmitted(CallId call) {
        open.computeIfPresent(call, (id, state) -> state == State.SUBMITTED ? State.DECIDING : State.GONE);
    }

    /** The route refused the call or failed. */
    public void end(CallId call) {
        open.remove(call);
    }

    /** The caller went. Answers true when the center does not have the call: then nobody else needs to know. */
    public boolean gone(CallId call) {
        State now = open.computeIfPresent(
                call,
                (id, state) ->
                        state == State.SUBMITTED || state == State.SUBMITTED_GONE ? State.SUBMITTED_GONE : State.GONE);
        return now == State.GONE;
    }

    /** Calls being decided about. */
    public int size() {
        return open.size();
    }
}
