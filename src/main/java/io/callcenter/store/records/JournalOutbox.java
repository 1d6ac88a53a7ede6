package io.callcenter.store.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.core.AuditEntry;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedFigures;
import io.callcenter.core.SavedLogin;
import io.callcenter.ids.AgentId;
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.journal.Journal.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox in the journal: a record is handed to its projection when, and only when, it is committed. */
public final class JournalOutbox implements Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(JournalOutbox.class);
    /** Events in one record: some 300 bytes each. */
    private static final int MOST_TOGETHER = 200;

    private static final int MOST_IN_COMMIT = 100;
    /** Bytes of the events in one record, far below the longest record; a longer event has a record to itself. */
    private static final int LONGEST_TOGETHER = 256 << 10;

    /** Deeds that may wait for the journal; more can only come while it is stuck. */
    private static final int MOST_DEEDS = 10_000;

    /** A committed record on its way. */
    public record Sent<T>(long id, T value) {}

    /**
     * Who gets what is committed, on the journal's callback thread.
     *
     * @param tooLong gets an event that no record can hold, on any thread
     * @param lost gets the number of deeds that will be in no table, on any thread
     */
    public record Receivers(
            Consumer<Sent<Cdr>> cdrs,
            Consumer<Sent<List<EventMessage>>> events,
            Consumer<EventMessage> tooLong,
            Consumer<Sent<Effect.SaveWrapUp>> wrapUps,
            Consumer<SavedLogin> logins,
            Consumer<Sent<Interval>> intervals,
            Consumer<Sent<GivenCode>> codes,
            Consumer<Sent<AuditEntry>> audits,
            LongConsumer lost) {}

    private final Journal journal;
    private final JournalCallRecords calls;
    private final EventText text;
    private final Receivers receivers;
    private final Runnable behind;
    private final ObjectMapper json = StoredJson.mapper();
    private final Queue<EventMessage> events = new ConcurrentLinkedQueue<>();
    private final Queue<Sent<Effect.SaveWrapUp>> begun = new ConcurrentLinkedQueue<>();
    private final Queue<SavedFigures> counted = new ConcurrentLinkedQueue<>();
    private final Queue<AuditEntry> done = new ConcurrentLinkedQueue<>();
    private final AtomicInteger deeds = new AtomicInteger();
    private final Map<AgentId, Long> loginIds = new ConcurrentHashMap<>();
    private final Map<String, Long> figureIds = new ConcurrentHashMap<>();
    private final Map<AgentId, Sent<Effect.SaveWrapUp>> wrapUps = new ConcurrentHashMap<>();

    /**
     * An outbox in that journal.
     *
     * @param behind asks for {@link #writeOthers} and {@link #writeAudits} a little later
     */
    public JournalOutbox(
            Journal journal, JournalCallRecords calls, EventText text, Receivers receivers, Runnable behind) {
        this.behind = behind;
        this.journal = journal;
        this.calls = calls;
        this.text = text;
        this.receivers = receivers;
    }

    @Override
    public void append(Effect effect) {
        if (effect instanceof Effect.SaveCall save) {
            watch(calls.saveCore(save.saved()));
        } else if (effect instanceof Effect.ForgetCall forget) {
            watch(calls.forgetCore(forget.call()));
        } else if (effect instanceof Effect.WriteCdr write) {
            cdr(write.cdr());
        } else if (effect instanceof Effect.WriteConsultation write) {
            cdr(write.part());
        } else if (effect instanceof Effect.ReportAgent report) {
            event(text.of(report));
        } else if (effect instanceof Effect.ReportCall report) {
            event(text.of(report));
        } else if (effect instanceof Effect.ReportProvisioning report) {
            event(text.of(report));
        } else if (effect instanceof Effect.SaveWrapUp save) {
            wrapUp(save);
        } else if (effect instanceof Effect.SaveLogin save) {
            login(save.login());
        } else if (effect instanceof Effect.SaveFigures save) {
            figures(save.figures());
        } else if (effect instanceof Effect.SaveInterval save) {
            keep(Kind.INTERVAL, save.interval(), receivers.intervals());
        } else if (effect instanceof Effect.WriteCode write) {
            keep(Kind.CODE, write.code(), receivers.codes());
        } else if (effect instanceof Effect.ReportCode report) {
            event(text.of(report));
        } else {
            throw new IllegalArgumentException("no record: " + effect.getClass().getSimpleName());
        }
    }

    /** A record of a refused offer, or of a segment that another one follows, stands alone; the final one ends its call in the same commit. */
    private void cdr(Cdr cdr) {
        long id = journal.nextId();
        Entry entry = new Entry(id, Kind.CDR, SavedJson.of(cdr));
        if (!cdr.last()) {
            calls.hurry(cdr.call()); // the record and what the call became by it, as near to each other as can be
        }
        CompletionStage<Void> commit =
                cdr.last() ? calls.end(cdr.call(), entry) : journal.put(id, Kind.CDR, entry.payload());
        watch(commit.thenRun(() -> receivers.cdrs().accept(new Sent<>(id, cdr))));
    }

    /** Events are written together, after the calls that they tell of. */
    private void event(EventMessage event) {
        events.add(event);
        behind.run();
    }

    /**
     * Writes the ends of wrap-ups, the figures and the events that wait, after the calls that they follow and in as few commits as may be; one writer
     * at a time.
     */
    public void writeOthers() {
        Together together = new Together();
        writeWrapUps(together);
        writeFigures(together);
        writeEvents(together);
        together.write();
    }

    private void writeEvents(Together together) {
        Bundle bundle = new Bundle();
        for (EventMessage next = events.poll(); next != null; next = events.poll()) {
            byte[] line = next.json().getBytes(StandardCharsets.UTF_8);
            if (!bundle.hasRoom(line)) {
                write(bundle, together);
                bundle = new Bundle();
            }
            bundle.add(next, line);
        }
        if (!bundle.events.isEmpty()) {
            write(bundle, together);
        }
    }

    private void write(Bundle bundle, Together together) {
        Entry entry = new Entry(journal.nextId(), Kind.EVENT, bundle.lines.toByteArray());
        List<EventMessage> bundled = bundle.events;
        Runnable committed = () -> receivers.events().accept(new Sent<>(entry.id(), bundled));
        if (bundle.isOneLongEvent()) {
            together.write(); // it may be refused, and nothing else with it
            writeLongEvent(entry, bundled.get(0), committed);
        } else {
            together.add(List.of(entry), committed);
        }
    }

    private void writeLongEvent(Entry entry, EventMessage event, Runnable committed) {
        CompletionStage<Void> commit = journal.put(entry.id(), entry.kind(), entry.payload())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        receivers.tooLong().accept(event);
                    }
                });
        watch(commit.thenRun(committed));
    }

    /** What goes into one commit, and what is done when it is on the disk. */
    private final class Together {
        private final List<Entry> entries = new ArrayList<>();
        private final List<Runnable> committed = new ArrayList<>();
        private int bytes;

        void add(List<Entry> more, Runnable then) {
            int length = more.stream().mapToInt(entry -> entry.payload().length).sum();
            if (entries.size() + more.size() > MOST_IN_COMMIT || bytes + length > LONGEST_TOGETHER) {
                write();
            }
            entries.addAll(more);
            committed.add(then);
            bytes += length;
        }

        void write() {
            if (!entries.isEmpty()) {
                Entry first = entries.get(0);
                CompletionStage<Void> commit = entries.size() == 1
                        ? journal.put(first.id(), first.kind(), first.payload())
                        : journal.putAll(List.copyOf(entries));
                List<Runnable> inOrder =
                        List.copyOf(committed); // a stage with several dependents runs the last one first
                watch(commit.thenRun(() -> inOrder.forEach(Runnable::run)));
            }
            entries.clear();
            committed.clear();
            bytes = 0;
        }
    }

    /** Events for one record, one line each. */
    private static final class Bundle {
        private final List<EventMessage> events = new ArrayList<>();
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

        boolean hasRoom(byte[] line) {
            return events.isEmpty()
                    || events.size() < MOST_TOGETHER && lines.size() + 1 + line.length <= LONGEST_TOGETHER;
        }

        void add(EventMessage event, byte[] line) {
            if (!events.isEmpty()) {
                lines.write('\n');
            }
            lines.writeBytes(line);
            events.add(event);
        }

        boolean isOneLongEvent() {
            return lines.size() > LONGEST_TOGETHER;
        }
    }

    private void wrapUp(Effect.SaveWrapUp save) {
        Sent<Effect.SaveWrapUp> sent = new Sent<>(journal.nextId(), save);
        wrapUps.put(save.agent(), sent);
        begun.add(sent);
        behind.run();
    }

    private void writeWrapUps(Together together) {
        for (List<Sent<Effect.SaveWrapUp>> some = some(begun); !some.isEmpty(); some = some(begun)) {
            Whole<Effect.SaveWrapUp> whole = whole(Kind.WRAP_UP, some);
            together.add(
                    whole.entries(),
                    () -> whole.sent().forEach(sent -> receivers.wrapUps().accept(sent)));
        }
    }

    /** Of each flow and agent the newest. */
    private void writeFigures(Together together) {
        for (List<SavedFigures> some = some(counted); !some.isEmpty(); some = some(counted)) {
            Map<Long, SavedFigures> newest = new LinkedHashMap<>();
            some.forEach(each -> newest.put(figuresId(each), each));
            List<Sent<SavedFigures>> sent = new ArrayList<>(newest.size());
            newest.forEach((id, each) -> sent.add(new Sent<>(id, each)));
            together.add(whole(Kind.FIGURES, sent).entries(), () -> {});
        }
    }

    /** Takes what somebody did; never waits, and where too many wait it is lost and counted. Any thread. */
    public void audit(AuditEntry entry) {
        if (deeds.incrementAndGet() > MOST_DEEDS) {
            deeds.decrementAndGet();
            receivers.lost().accept(1);
            return;
        }
        done.add(entry);
        behind.run();
    }

    /** Writes the deeds that wait. */
    public void writeAudits() {
        for (List<AuditEntry> some = some(done); !some.isEmpty(); some = some(done)) {
            deeds.addAndGet(-some.size());
            Whole<AuditEntry> whole = whole(
                    Kind.AUDIT,
                    some.stream()
                            .map(entry -> new Sent<>(journal.nextId(), entry))
                            .toList());
            int defective = some.size() - whole.sent().size();
            if (defective > 0) {
                receivers.lost().accept(defective);
            }
            CompletionStage<Void> commit = journal.putAll(whole.entries()).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    receivers.lost().accept(whole.sent().size());
                }
            });
            watch(commit.thenRun(
                    () -> whole.sent().forEach(sent -> receivers.audits().accept(sent))));
        }
    }

    /** Records that could be put into words, and those words. */
    private record Whole<T>(List<Sent<T>> sent, List<Entry> entries) {}

    /** What cannot be put into words is left out and logged: it holds up no other. */
    private <T> Whole<T> whole(Kind kind, List<Sent<T>> records) {
        Whole<T> whole = new Whole<>(new ArrayList<>(records.size()), new ArrayList<>(records.size()));
        for (Sent<T> sent : records) {
            try {
                whole.entries().add(new Entry(sent.id(), kind, bytes(sent.value())));
                whole.sent().add(sent);
            } catch (RuntimeException e) {
                LOG.error("journal: lost a record of kind {}", kind, e);
            }
        }
        return whole;
    }

    /** The first of those that wait, as many as one commit should have. */
    private static <T> List<T> some(Queue<T> waiting) {
        List<T> some = new ArrayList<>();
        T next = waiting.poll();
        while (next != null) {
            some.add(next);
            next = some.size() < MOST_IN_COMMIT ? waiting.poll() : null;
        }
        return some;
    }

    private void login(SavedLogin login) {
        long id = loginIds.computeIfAbsent(login.agent(), agent -> journal.nextId());
        watch(journal.put(id, Kind.LOGIN, bytes(login))
                .thenRun(() -> receivers.logins().accept(login)));
    }

    private void figures(SavedFigures figures) {
        counted.add(figures);
        behind.run();
    }

    private long figuresId(SavedFigures figures) {
        return figureIds.computeIfAbsent(figures.scope() + " " + figures.name(), key -> journal.nextId());
    }

    private <T> void keep(Kind kind, T value, Consumer<Sent<T>> receiver) {
        long id = journal.nextId();
        watch(journal.put(id, kind, bytes(value)).thenRun(() -> receiver.accept(new Sent<>(id, value))));
    }

    private static void watch(CompletionStage<Void> commit) {
        commit.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("journal: a record was not committed: {}", failure.toString());
            }
        });
    }

    private byte[] bytes(Object record) {
        try {
            return json.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record cannot be written as JSON", e);
        }
    }

    /** Takes up what a former process left. */
    public void recovered(RecoveredRecords left) {
        left.cdrs().forEach((id, cdr) -> receivers.cdrs().accept(new Sent<>(id, cdr)));
        left.intervals().forEach((id, interval) -> receivers.intervals().accept(new Sent<>(id, interval)));
        left.audits().forEach((id, entry) -> receivers.audits().accept(new Sent<>(id, entry)));
        left.codes().forEach((id, code) -> receivers.codes().accept(new Sent<>(id, code)));
        left.wrapUps().forEach((id, save) -> {
            Sent<Effect.SaveWrapUp> sent = new Sent<>(id, save);
            wrapUps.put(save.agent(), sent);
            receivers.wrapUps().accept(sent);
        });
        left.figures().forEach((id, figures) -> {
            Long older = figureIds.put(figures.scope() + " " + figures.name(), id);
            if (older != null) {
                journal.discard(older);
            }
        });
        left.logins().forEach((id, login) -> {
            Long older = loginIds.put(login.agent(), id);
            if (older != null) {
                journal.discard(older);
            }
            receivers.logins().accept(login);
        });
    }

    /** The wrap-up end is in its row. */
    public void written(Sent<Effect.SaveWrapUp> sent) {
        wrapUps.remove(sent.value().agent(), sent);
        journal.discard(sent.id());
    }

    @Override
    public Map<AgentId, Instant> pendingWrapUps() {
        Map<AgentId, Instant> pending = new HashMap<>();
        wrapUps.forEach((agent, sent) -> pending.put(agent, sent.value().end()));
        return pending;
    }
}
