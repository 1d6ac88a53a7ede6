package io.callcenter.store;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.Journal.Entry;
import io.callcenter.store.Journal.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Saved calls in the journal; both parts of a call are one record, so that a crash never splits them. */
final class JournalCallRecords implements CallRecords {
    private static final byte[] NONE = new byte[0];

    private final Journal journal;
    private final Consumer<CallId> changed;
    private final Forgotten forgottenCores = new Forgotten();
    private final Forgotten forgottenLegs = new Forgotten();
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

        void endCore() {
            over = true;
            core = NONE;
            saved = Optional.empty();
        }

        boolean isEmpty() {
            return core.length == 0 && legs.length == 0;
        }

        byte[] bytes(CallId call) {
            return new SavedRecord(call, over, core, legs).bytes();
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
        return save(core.call(), forgottenCores, call -> {
            if (!call.over) {
                call.core = json;
                call.saved = Optional.of(core);
            }
        });
    }

    @Override
    public CompletionStage<Void> saveLegs(SavedLegs legs) {
        byte[] json = SavedRecord.json(legs);
        return save(legs.call(), forgottenLegs, call -> call.legs = json);
    }

    private CompletionStage<Void> save(CallId id, Forgotten forgotten, Consumer<Held> part) {
        while (!forgotten.has(id)) {
            Held call = held.computeIfAbsent(id, key -> new Held(journal.nextId()));
            synchronized (call) {
                if (!call.gone && !forgotten.has(id)) {
                    part.accept(call);
                    return told(id, journal.put(call.id, Kind.CALL, call.bytes(id)));
                }
                if (!call.gone && call.isEmpty()) {
                    gone(id, call); // made just now, for nothing
                }
            }
        }
        return CompletableFuture.completedStage(null);
    }

    /** Writes the final record of a call and ends the core's part, both or neither (legs 7: "ending" and CDR in one transaction). */
    CompletionStage<Void> end(CallId id, Entry finalRecord) {
        Held call = held.get(id);
        if (call != null) {
            synchronized (call) {
                if (!call.gone) {
                    call.endCore();
                    return told(
                            id, journal.putAll(List.of(finalRecord, new Entry(call.id, Kind.CALL, call.bytes(id)))));
                }
            }
        }
        return journal.put(finalRecord.id(), finalRecord.kind(), finalRecord.payload());
    }

    @Override
    public CompletionStage<Void> forgetCore(CallId id) {
        return forget(id, forgottenCores, Held::endCore);
    }

    @Override
    public CompletionStage<Void> forgetLegs(CallId id) {
        return forget(id, forgottenLegs, call -> call.legs = NONE);
    }

    private CompletionStage<Void> forget(CallId id, Forgotten forgotten, Consumer<Held> part) {
        forgotten.add(id);
        Held call = held.get(id);
        if (call == null) {
            return CompletableFuture.completedStage(null);
        }
        synchronized (call) {
            if (call.gone) {
                return CompletableFuture.completedStage(null);
            }
            part.accept(call);
            if (call.isEmpty()) {
                gone(id, call);
                return told(id, journal.delete(call.id));
            }
            return told(id, journal.put(call.id, Kind.CALL, call.bytes(id)));
        }
    }

    private void gone(CallId id, Held call) {
        call.gone = true;
        held.remove(id, call);
    }

    private CompletionStage<Void> told(CallId id, CompletionStage<Void> commit) {
        return commit.thenRun(() -> changed.accept(id));
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
}
