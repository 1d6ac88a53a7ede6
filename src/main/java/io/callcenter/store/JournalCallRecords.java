package io.callcenter.store;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.Journal.Entry;
import io.callcenter.store.Journal.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Saved calls in the journal; both parts of a call are one record, so that a crash never splits them. */
final class JournalCallRecords implements CallRecords {
    private static final byte[] NONE = new byte[0];

    private final Journal journal;
    private final Consumer<CallId> changed;
    private final Forgotten forgotten = new Forgotten();
    private final Map<CallId, Held> held = new ConcurrentHashMap<>();

    /** What is known of a live call; guarded by itself. */
    private static final class Held {
        private final long id;
        private Optional<SavedCall> saved = Optional.empty();
        private byte[] core = NONE;
        private byte[] legs = NONE;
        private boolean over;
        private boolean gone;

        Held(long id) {
            this.id = id;
        }
    }

    /**
     * What the {@code cc_calls} and {@code cc_x_legs} rows of a call are made of.
     *
     * @param legs JSON, empty = none
     */
    record View(SavedCall saved, byte[] core, byte[] legs) {}

    /**
     * Records in that journal.
     *
     * @param changed hears of each committed change, on the journal's callback thread
     */
    JournalCallRecords(Journal journal, Consumer<CallId> changed) {
        this.journal = journal;
        this.changed = changed;
    }

    /** Takes a record up again that a former process left. */
    void recovered(long id, SavedRecord record, Optional<SavedCall> saved) {
        Held call = new Held(id);
        call.saved = saved;
        call.core = record.core();
        call.legs = record.legs();
        call.over = record.over();
        held.put(record.call(), call);
    }

    @Override
    public CompletionStage<Void> saveCore(SavedCall core) {
        byte[] json = SavedRecord.json(core);
        return change(core.call(), call -> {
            if (!call.over) {
                call.core = json;
                call.saved = Optional.of(core);
            }
        });
    }

    @Override
    public CompletionStage<Void> saveLegs(SavedLegs legs) {
        byte[] json = SavedRecord.json(legs);
        return change(legs.call(), call -> call.legs = json);
    }

    private CompletionStage<Void> change(CallId id, Consumer<Held> change) {
        if (forgotten.has(id)) {
            return CompletableFuture.completedStage(null);
        }
        Held call = held.computeIfAbsent(id, key -> new Held(journal.nextId()));
        synchronized (call) {
            if (call.gone || forgotten.has(id)) {
                held.remove(id, call);
                return CompletableFuture.completedStage(null);
            }
            change.accept(call);
            return told(id, journal.put(call.id, Kind.CALL, bytes(id, call)));
        }
    }

    /** Writes the final record of a call and marks the call as over, both or neither (legs 7: "ending" and CDR in one transaction). */
    CompletionStage<Void> end(CallId id, Entry finalRecord) {
        Held call = held.get(id);
        if (call == null) {
            return journal.put(finalRecord.id(), finalRecord.kind(), finalRecord.payload());
        }
        synchronized (call) {
            if (call.gone) {
                return journal.put(finalRecord.id(), finalRecord.kind(), finalRecord.payload());
            }
            call.over = true;
            call.core = NONE;
            call.saved = Optional.empty();
            return told(id, journal.putAll(List.of(finalRecord, new Entry(call.id, Kind.CALL, bytes(id, call)))));
        }
    }

    @Override
    public CompletionStage<Void> forget(CallId id) {
        forgotten.add(id);
        Held call = held.remove(id);
        if (call == null) {
            return CompletableFuture.completedStage(null);
        }
        synchronized (call) {
            call.gone = true;
            return told(id, journal.delete(call.id));
        }
    }

    private CompletionStage<Void> told(CallId id, CompletionStage<Void> commit) {
        return commit.thenRun(() -> changed.accept(id));
    }

    private static byte[] bytes(CallId id, Held call) {
        return new SavedRecord(id, call.over, call.core, call.legs).bytes();
    }

    /** The call as it is now; empty when it is over, forgotten, or not admitted yet. */
    Optional<View> view(CallId id) {
        Held call = held.get(id);
        if (call == null) {
            return Optional.empty();
        }
        synchronized (call) {
            return call.gone ? Optional.empty() : call.saved.map(saved -> new View(saved, call.core, call.legs));
        }
    }

    /** All calls of which anything is held. */
    Set<CallId> calls() {
        return Set.copyOf(held.keySet());
    }
}
