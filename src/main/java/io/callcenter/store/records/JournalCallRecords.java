package io.callcenter.store.records;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.journal.Journal.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Saved calls in the journal; both parts of a call are one record, so that a crash never splits them. */
public final class JournalCallRecords implements CallRecords {
    private static final byte[] NONE = new byte[0];

    private final Journal journal;
    private final Runnable behind;
    private final Consumer<CallId> told;
    private final Queue<CallId> changed = new ConcurrentLinkedQueue<>();
    private final ForgottenCalls forgottenCores = new ForgottenCalls();
    private final ForgottenCalls forgottenLegs = new ForgottenCalls();
    private final Map<CallId, SavedParts> held = new ConcurrentHashMap<>();

    /** What is known of a live call; guarded by itself. */
    private static final class SavedParts {
        private final long id;
        private Optional<SavedCall> core = Optional.empty();
        private Optional<SavedLegs> legs = Optional.empty();
        private Optional<SavedCall> written = Optional.empty();
        private byte[] coreText = NONE;
        private byte[] legsText = NONE;
        private final MessageJsonCache texts = new MessageJsonCache();
        private Optional<CompletableFuture<Void>> waiting = Optional.empty();
        private boolean hasLegs;
        private boolean over;
        private boolean gone;

        SavedParts(long id) {
            this.id = id;
        }

        void core(SavedCall saved) {
            if (!over) {
                core = Optional.of(saved);
                written = Optional.of(saved);
            }
        }

        void endCore() {
            over = true;
            core = Optional.empty();
            written = Optional.empty();
            coreText = NONE;
        }

        void legs(SavedLegs saved) {
            legs = Optional.of(saved);
            hasLegs = true;
        }

        void endLegs() {
            legs = Optional.empty();
            legsText = NONE;
            hasLegs = false;
        }

        boolean isEmpty() {
            return written.isEmpty() && !hasLegs;
        }

        /** The record without what changed since it was written last. */
        byte[] former(CallId call) {
            return new SavedRecord(call, over, coreText, legsText).bytes();
        }

        /** The record as it is to be written; what changed is put into words only now. */
        byte[] bytes(CallId call) {
            core.ifPresent(saved -> coreText = SavedJson.of(saved));
            legs.ifPresent(saved -> legsText = SavedJson.of(saved, texts));
            core = Optional.empty();
            legs = Optional.empty();
            return former(call);
        }
    }

    /**
     * What the {@code cc_calls} and {@code cc_x_legs} rows of a call are made of.
     *
     * @param legs JSON, empty = none
     */
    public record View(SavedCall saved, byte[] core, byte[] legs) {}

    /**
     * Records in that journal.
     *
     * @param behind asks for {@link #writeChanged} a little later
     * @param told hears of each committed change, on the journal's callback thread
     */
    public JournalCallRecords(Journal journal, Runnable behind, Consumer<CallId> told) {
        this.journal = journal;
        this.behind = behind;
        this.told = told;
    }

    /** Takes a record up again that a former process left. */
    public void recovered(long id, SavedRecord record, Optional<SavedCall> saved) {
        SavedParts call = new SavedParts(id);
        call.written = saved;
        call.coreText = record.core();
        call.legsText = record.legs();
        call.hasLegs = record.legs().length > 0;
        call.over = record.over();
        held.put(record.call(), call);
    }

    @Override
    public CompletionStage<Void> saveCore(SavedCall core) {
        return save(core.call(), forgottenCores, call -> call.core(core));
    }

    @Override
    public CompletionStage<Void> saveLegs(SavedLegs legs) {
        return save(legs.call(), forgottenLegs, call -> call.legs(legs));
    }

    private CompletionStage<Void> save(CallId id, ForgottenCalls forgotten, Consumer<SavedParts> part) {
        while (!forgotten.has(id)) {
            SavedParts call = held.computeIfAbsent(id, key -> new SavedParts(journal.nextId()));
            synchronized (call) {
                if (!call.gone && !forgotten.has(id)) {
                    part.accept(call);
                    return later(id, call);
                }
                if (!call.gone && call.isEmpty()) {
                    gone(id, call); // made just now, for nothing
                }
            }
        }
        return CompletableFuture.completedStage(null);
    }

    private CompletionStage<Void> later(CallId id, SavedParts call) {
        if (call.waiting.isEmpty()) {
            call.waiting = Optional.of(new CompletableFuture<>());
            changed.add(id);
            behind.run();
        }
        return call.waiting.get();
    }

    @Override
    public void hurry(CallId id) {
        SavedParts call = held.get(id);
        if (call != null) {
            synchronized (call) {
                if (call.waiting.isPresent() && !call.gone) {
                    settled(id, call, journal.put(call.id, Kind.CALL, call.bytes(id)));
                }
            }
        }
    }

    /** Writes all calls that changed. */
    public void writeChanged() {
        for (CallId id = changed.poll(); id != null; id = changed.poll()) {
            hurry(id);
        }
    }

    /** The commit settles all who wait for the call. */
    private CompletionStage<Void> settled(CallId id, SavedParts call, CompletionStage<Void> commit) {
        Optional<CompletableFuture<Void>> waiting = call.waiting;
        call.waiting = Optional.empty();
        return commit.whenComplete((done, failure) -> {
            if (failure == null) {
                told.accept(id);
                waiting.ifPresent(w -> w.complete(null));
            } else {
                waiting.ifPresent(w -> w.completeExceptionally(failure));
            }
        });
    }

    /** Writes the final record of a call and ends the core's part, both or neither (docs/design/legs.md 7). */
    CompletionStage<Void> end(CallId id, Entry finalRecord) {
        SavedParts call = held.get(id);
        if (call != null) {
            synchronized (call) {
                if (!call.gone) {
                    call.endCore();
                    // The legs are about to go: their newest state, where it waits, comes by itself.
                    Entry last = new Entry(call.id, Kind.CALL, call.former(id));
                    return journal.putAll(List.of(finalRecord, last)).thenRun(() -> told.accept(id));
                }
            }
        }
        return journal.put(finalRecord.id(), finalRecord.kind(), finalRecord.payload());
    }

    @Override
    public CompletionStage<Void> forgetCore(CallId id) {
        return forget(id, forgottenCores, SavedParts::endCore);
    }

    @Override
    public CompletionStage<Void> forgetLegs(CallId id) {
        return forget(id, forgottenLegs, SavedParts::endLegs);
    }

    private CompletionStage<Void> forget(CallId id, ForgottenCalls forgotten, Consumer<SavedParts> part) {
        forgotten.add(id);
        SavedParts call = held.get(id);
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
                return settled(id, call, journal.delete(call.id));
            }
            return later(id, call);
        }
    }

    private void gone(CallId id, SavedParts call) {
        call.gone = true;
        held.remove(id, call);
    }

    /** The call as it is now; empty when it is over, forgotten, or not admitted yet. */
    public Optional<View> view(CallId id) {
        SavedParts call = held.get(id);
        if (call == null) {
            return Optional.empty();
        }
        synchronized (call) {
            return call.gone
                    ? Optional.empty()
                    : call.written.map(saved -> new View(saved, call.coreText, call.legsText));
        }
    }
}
