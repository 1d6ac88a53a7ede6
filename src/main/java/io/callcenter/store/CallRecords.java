package io.callcenter.store;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import java.util.concurrent.CompletionStage;

/**
 * Saves calls: one record a call with both parts, the core's and the legs', each with its version (design 5); bean {@code callRecords}.
 *
 * <p>Any thread may call it; the parts of one call come in order, core's from one thread at a time, legs' from one. Each stage is done when
 * the journal has the record ({@code cc.durability}: {@code strict} = on the disk, {@code relaxed} = written), or completed exceptionally
 * with {@link JournalFailure}; no thread waits.
 */
public interface CallRecords {
    /** Saves the core's part. */
    CompletionStage<Void> saveCore(SavedCall core);

    /** Saves the legs' part. */
    CompletionStage<Void> saveLegs(SavedLegs legs);

    /** Forgets both parts; parts of that call that are saved soon after are ignored. An unknown call is done. */
    CompletionStage<Void> forget(CallId call);
}
