package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import io.callcenter.ids.CallId;

/** Takes facts about calls; those of one call one after the other. */
@FunctionalInterface
public interface FactListener {
    /** A fact: {@link CallEvent.Arrived} on a thread of routes, every other one at the call's home, where it must not block. */
    void accept(CallEvent event);

    /** A new call is about to be told, and no fact about it has been; at the call's home, where it must not block. */
    default void arriving(CallId call) {}

    /** The new call is not told after all, because too many wait or a defect kept it from its route, and is refused. Any thread; must not block. */
    default void refused(CallId call) {}
}
