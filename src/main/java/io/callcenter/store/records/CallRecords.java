package io.callcenter.store.records;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.journal.JournalFailure;
import java.util.concurrent.CompletionStage;

/**
 * Saves calls: one record a call with both parts, the core's and the legs', each with its version (docs/design/architecture.md 5); bean
 * {@code callRecords}.
 *
 * <p>A record lives until both parts are forgotten, as either side may end first: a core's part without legs is a call that still needs its
 * last call detail record, a legs' part without a core is one whose legs may still have to be ended. What is saved of a part soon after it
 * was forgotten is ignored.
 *
 * <p>Any thread may call it; the parts of one call come in order, core's from one thread at a time, legs' from one. Each stage is done when
 * the journal has the change ({@code cc.durability}: {@code strict} = on the disk, {@code relaxed} = written), or completed exceptionally
 * with {@link JournalFailure}; no thread waits.
 */
public interface CallRecords {
    /** Saves the core's part: within 20 ms, with its last state then. */
    CompletionStage<Void> saveCore(SavedCall core);

    /** Saves the legs' part, as {@link #saveCore}. */
    CompletionStage<Void> saveLegs(SavedLegs legs);

    /** What was saved of that call goes to the disk now, because somebody waits for it. */
    void hurry(CallId call);

    /** The core is done with the call; an unknown one is done. */
    CompletionStage<Void> forgetCore(CallId call);

    /** All legs of the call are gone; an unknown one is done. */
    CompletionStage<Void> forgetLegs(CallId call);
}
