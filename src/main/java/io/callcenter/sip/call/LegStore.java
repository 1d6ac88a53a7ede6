package io.callcenter.sip.call;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.ids.CallId;
import java.util.function.Consumer;

/** Where the legs' part of calls is saved (docs/design/legs.md 7). Implementations must not block: they are called on the calls' lanes. */
public interface LegStore {
    /**
     * Saves the newest state of a call's legs, in the order of the calls of this method for one call.
     *
     * @param waited whether messages wait for it: then it is written at once, else it may be a few milliseconds later, with a newer state
     * @param done told once, on any thread, when the record is as durable as configured ({@code true}) or could not be written
     */
    void save(SavedLegs saved, boolean waited, Consumer<Boolean> done);

    /** The call is over: its record is needed no more. */
    void forget(CallId call);

    /** Keeps nothing and says that all is well. */
    static LegStore none() {
        return new LegStore() {
            @Override
            public void save(SavedLegs saved, boolean waited, Consumer<Boolean> done) {
                done.accept(true);
            }

            @Override
            public void forget(CallId call) {}
        };
    }
}
