package io.callcenter.store.records;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.journal.Journal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saved calls in the journal; both parts of a call are one record, so that a crash never splits them. */
public final class JournalCallRecords implements CallRecords {
    private static final Logger LOG = LoggerFactory.getLogger(JournalCallRecords.class);

    private final Journal journal;
    private final Runnable behind;
    private final Consumer<CallId> told;
    private final Runnable sooner;
    private final Queue<CallId> changed = new ConcurrentLinkedQueue<>();
    private final Queue<CallId> ended = new ConcurrentLinkedQueue<>();
    private final ForgottenCalls forgottenCores = new ForgottenCalls();
    private final ForgottenCalls forgottenLegs = new ForgottenCalls();
    private final Map<CallId, SavedParts> held = new ConcurrentHashMap<>();
    private final JsonRooms rooms = new JsonRooms();

    /** What is known of a live call; guarded by itself. */
    private static final class SavedParts {
        private final long id;
        private Optional<SavedCall> core = Optional.empty();
        private Optional<SavedLegs> legs = Optional.empty();
        private Optional<SavedCall> written = Optional.empty();
        private final CallRecordBytes record = new CallRecordBytes();
        private Optional<CompletableFuture<Void>> waiting = Optional.empty();
        private final List<Last> last = new ArrayList<>(1);
        private boolean stored;
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
            record.dropCore();
        }

        void legs(SavedLegs saved) {
            legs = Optional.of(saved);
            hasLegs = true;
        }

        void endLegs() {
            legs = Optional.empty();
            record.dropLegs();
            hasLegs = false;
        }

        boolean nothingWaits() {
            return waiting.isEmpty() && last.isEmpty();
        }

        boolean isEmpty() {
            return written.isEmpty() && !hasLegs;
        }

        /** The record without what changed since it was written last. */
        byte[] former(CallId call, JsonBytes room) {
            return record.write(call, over, Optional.empty(), Optional.empty(), room);
        }

        /** The record as it is to be written; what changed is put into words only now. */
        byte[] bytes(CallId call, JsonBytes room) {
            byte[] bytes = record.write(call, over, core, legs, room);
            core = Optional.empty();
            legs = Optional.empty();
            return bytes;
        }
    }

    /** A final record that waits to be written with what its call became by it. */
    private record Last(Entry entry, CompletableFuture<Void> done) {}

    /**
     * What the {@code cc_calls} and {@code cc_x_legs} rows of a call are made of.
     *
     * @param core JSON
     * @param legs JSON, empty = none
     */
    public record View(SavedCall saved, String core, String legs) {}

    /**
     * Records in that journal.
     *
     * @param behind asks for {@link #writeChanged} a little later
     * @param sooner the same when a call has ended
     * @param told hears of each committed change, on the journal's callback thread
     */
    public JournalCallRecords(Journal journal, Runnable behind, Runnable sooner, Consumer<CallId> told) {
        this.journal = journal;
        this.behind = behind;
        this.sooner = sooner;
        this.told = told;
    }

    /** Takes a record up again that a former process left. */
    public void recovered(long id, SavedRecord record, Optional<SavedCall> saved) {
        SavedParts call = new SavedParts(id);
        call.written = saved;
        call.record.recovered(record);
        call.hasLegs = record.legs().length > 0;
        call.over = record.over();
        call.stored = true;
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
            Optional<CompletionStage<Void>> saved = Optional.empty();
            synchronized (call) {
                if (!call.gone && !forgotten.has(id)) {
                    part.accept(call);
                    saved = Optional.of(later(id, call));
                } else if (!call.gone && call.isEmpty() && !call.stored && call.nothingWaits()) {
                    gone(id, call); // made just now, for nothing
                }
            }
            if (saved.isPresent()) {
                behind.run();
                return saved.get();
            }
        }
        return CompletableFuture.completedStage(null);
    }

    /** Who calls it asks for {@link #writeChanged} afterwards, without the lock of the call: it may be done at once. */
    private CompletionStage<Void> later(CallId id, SavedParts call) {
        if (call.waiting.isEmpty()) {
            call.waiting = Optional.of(new CompletableFuture<>());
            changed.add(id);
        }
        return call.waiting.get();
    }

    /** Final records go before: what is written now may follow from them. */
    @Override
    public void hurry(CallId id) {
        writeEnded(false);
        write(id, true);
    }

    /** Writes all calls that changed, those first that have ended. */
    public void writeChanged() {
        writeEnded(true);
        for (CallId id = changed.poll(); id != null; id = changed.poll()) {
            write(id, true);
        }
    }

    /** One at a time: who comes second must not overtake a record that the first has taken and not appended yet. */
    private void writeEnded(boolean newest) {
        synchronized (ended) {
            for (CallId id = ended.poll(); id != null; id = ended.poll()) {
                write(id, newest);
            }
        }
    }

    private void write(CallId id, boolean newest) {
        SavedParts call = held.get(id);
        if (call != null) {
            synchronized (call) {
                if (!call.gone && !call.nothingWaits()) {
                    try {
                        commit(id, call, newest);
                    } catch (RuntimeException e) {
                        notWritten(id, call, newest, e);
                    }
                }
            }
        }
    }

    /** A record that cannot be made holds up no other call. Its final records wait for the next one: they end the call with it, or not at all. */
    private static void notWritten(CallId id, SavedParts call, boolean newest, RuntimeException why) {
        LOG.error("journal: the record of call {} cannot be written", id.value(), why);
        if (newest) {
            Optional<CompletableFuture<Void>> waiting = call.waiting;
            call.waiting = Optional.empty();
            waiting.ifPresent(each -> each.completeExceptionally(why));
        }
    }

    /**
     * Writes what waits of a call in one commit, which settles all who wait for it.
     *
     * @param newest whether legs are written as they are now; else as they were written last, and their newest state goes on waiting
     */
    private void commit(CallId id, SavedParts call, boolean newest) {
        boolean ends = call.isEmpty();
        byte[] bytes = ends ? new byte[0] : bytes(id, call, newest); // what fails here has taken nothing yet
        List<Entry> entries = new ArrayList<>(2);
        List<CompletableFuture<Void>> settled = new ArrayList<>(2);
        for (Last last : call.last) {
            entries.add(last.entry());
            settled.add(last.done());
        }
        call.last.clear();
        if (newest || ends) {
            call.waiting.ifPresent(settled::add);
            call.waiting = Optional.empty();
        }
        CompletionStage<Void> commit;
        if (ends) {
            gone(id, call);
            commit = entries.isEmpty() ? journal.delete(call.id) : journal.putAll(entries, List.of(call.id));
        } else {
            call.stored = true;
            Entry now = new Entry(call.id, Kind.CALL, bytes);
            entries.add(now);
            commit = entries.size() == 1 ? journal.put(now.id(), now.kind(), bytes) : journal.putAll(entries);
        }
        commit.whenComplete((done, failure) -> {
            if (failure == null) {
                try {
                    told.accept(id);
                } finally {
                    settled.forEach(each -> each.complete(null));
                }
            } else {
                settled.forEach(each -> each.completeExceptionally(failure));
            }
        });
    }

    private byte[] bytes(CallId id, SavedParts call, boolean newest) {
        JsonBytes room = rooms.take();
        byte[] bytes = newest ? call.bytes(id, room) : call.former(id, room);
        rooms.give(room);
        return bytes;
    }

    /** Writes the final record of a call and ends the core's part, both or neither (docs/design/legs.md 7), a moment later. */
    CompletionStage<Void> end(CallId id, Entry finalRecord) {
        SavedParts call = held.get(id);
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (call == null || !ends(id, call, new Last(finalRecord, done))) {
            return journal.put(finalRecord.id(), finalRecord.kind(), finalRecord.payload());
        }
        sooner.run();
        return done;
    }

    private boolean ends(CallId id, SavedParts call, Last last) {
        synchronized (call) {
            if (call.gone) {
                return false;
            }
            call.endCore();
            call.last.add(last);
            ended.add(id);
            return true;
        }
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
        CompletionStage<Void> saved;
        synchronized (call) {
            if (call.gone) {
                return CompletableFuture.completedStage(null);
            }
            part.accept(call);
            saved = later(id, call);
        }
        behind.run();
        return saved;
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
            return call.gone ? Optional.empty() : call.written.map(call.record::view);
        }
    }
}
