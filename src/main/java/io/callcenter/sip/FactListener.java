package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;

/** Takes facts about calls: those of one call one after the other, those of several calls at once, never on a lane. */
@FunctionalInterface
public interface FactListener {
    /**
     * A fact. The next one of the same call waits for {@code done}, which must be called once, on any thread.
     */
    void accept(CallEvent event, Runnable done);
}
