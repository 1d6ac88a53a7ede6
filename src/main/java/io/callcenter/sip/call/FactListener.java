package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import io.callcenter.ids.CallId;
import java.util.List;

/** Takes facts about calls; those of one call one after the other. */
@FunctionalInterface
public interface FactListener {
    /** A fact: {@link CallEvent.Arrived} on a thread of routes, every other one at the call's home, where it must not block. */
    void accept(CallEvent event);

    /** The facts of one step of a call, in their order: one at least, none of them {@link CallEvent.Arrived}. At its home; must not block. */
    default void step(List<CallEvent> events) {
        events.forEach(this::accept);
    }

    /** A new call is about to be told, and no fact about it has been; at the call's home, where it must not block. */
    default void arriving(CallId call) {}

    /** The new call is not told after all, because too many wait or a defect kept it from its route, and is refused. Any thread; must not block. */
    default void refused(CallId call) {}
}
