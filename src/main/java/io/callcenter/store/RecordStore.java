package io.callcenter.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.AuditEntry;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Interval;
import io.callcenter.core.SegmentFacts;
import io.callcenter.ids.CallId;
import io.callcenter.store.database.ColumnText;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.Databases;
import io.callcenter.store.database.WholeWord;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.journal.ArtemisJournal;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.Journal.Kind;
import io.callcenter.store.journal.JournalSettings;
import io.callcenter.store.projection.AgentTargets;
import io.callcenter.store.projection.AuditRows;
import io.callcenter.store.projection.CallRows;
import io.callcenter.store.projection.CallsTarget;
import io.callcenter.store.projection.CdrRows;
import io.callcenter.store.projection.CdrTarget;
import io.callcenter.store.projection.CodeRows;
import io.callcenter.store.projection.DeadLetters;
import io.callcenter.store.projection.EventTarget;
import io.callcenter.store.projection.IntervalRows;
import io.callcenter.store.projection.JournaledTarget;
import io.callcenter.store.projection.Projection;
import io.callcenter.store.projection.Projections;
import io.callcenter.store.projection.RecordSettings;
import io.callcenter.store.projection.RouteSender;
import io.callcenter.store.records.CallRecords;
import io.callcenter.store.records.EventListeners;
import io.callcenter.store.records.EventMessage;
import io.callcenter.store.records.EventText;
import io.callcenter.store.records.JournalCallRecords;
import io.callcenter.store.records.JournalOutbox;
import io.callcenter.store.records.JournalOutbox.Sent;
import io.callcenter.store.records.MessageJsonCache;
import io.callcenter.store.records.Outbox;
import io.callcenter.store.records.RecoveredRecords;
import io.callcenter.store.records.Recovery;
import io.callcenter.store.records.SavedJson;
import io.callcenter.store.records.WriteBehind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * All records of the process: reads what the process before left in the journal, and runs the projections behind it.
 *
 * <p>Order of use: {@link #onDisk}, or {@link #over} and {@link #open}; {@link #recovery()}; when the routes run, {@link #start}; at the stop, when no more effects come but the routes still
 * run, {@link #stop}; at last {@link #close}.
 */
public final class RecordStore implements AutoCloseable {
    private static final long BASE_STEP = 1_000_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration WRITE_BEHIND = Duration.ofMillis(20);
    /** Most legs of a call are gone by then: its record is deleted in the commit that writes its final one. */
    private static final Duration END_BEHIND = Duration.ofMillis(5);

    private final Journal journal;
    private final WriteBehind behind = new WriteBehind(WRITE_BEHIND, END_BEHIND);
    private final int mostWaiting;
    private final JournalCallRecords calls;
    private final JournalOutbox outbox;
    private final Recovery recovery = new Recovery();
    private final Projections projections;
    private final DeadLetters dead;
    private final ObjectMapper json = StoredJson.mapper();
    private final Quarantine quarantine;
    private final RouteSender senders;
    private final List<ColumnText> fits = new ArrayList<>();
    private final AtomicReference<Consumer<EventMessage>> listeners = new AtomicReference<>(event -> {});
    private final InstantSource clock;
    private final EventText text;
    private volatile RecoveredRecords.Mark mark = new RecoveredRecords.Mark("", 0);

    private RecordStore(
            RecordSettings settings,
            Databases databases,
            InstantSource clock,
            Journal journal,
            Quarantine quarantine,
            BooleanSupplier allowed) {
        this.journal = journal;
        this.quarantine = quarantine;
        this.clock = clock;
        senders = new RouteSender(allowed);
        mostWaiting = settings.mostWaiting();
        dead = new DeadLetters(settings.data());
        calls = new JournalCallRecords(journal, behind::soon, behind::sooner, this::changed);
        text = new EventText(settings.parameterKey(), () -> mark.sequenceBase());
        JournalOutbox.Receivers receivers = new JournalOutbox.Receivers(
                this::cdr,
                this::events,
                this::tooLong,
                this::wrapUp,
                this::login,
                this::interval,
                this::code,
                this::audit,
                this::lost);
        outbox = new JournalOutbox(journal, calls, text, receivers, behind::soon);
        behind.does(List.of(calls::writeChanged, outbox::writeOthers, outbox::writeAudits));
        projections = Projections.of(targets(databases, () -> mark.node()), settings, clock);
    }

    /**
     * Opens the journal in {@code cc.data} and reads it; carries nothing out yet.
     *
     * @param failStop called once, when the journal takes no more records: the process should end with exit code 1
     * @throws StoreProblem when {@code cc.data} cannot be used
     */
    public static RecordStore onDisk(
            RecordSettings settings, Databases databases, InstantSource clock, Runnable failStop) throws StoreProblem {
        Quarantine quarantine = new Quarantine(settings.data(), clock);
        JournalSettings files =
                JournalSettings.in(settings.data().resolve("journal"), settings.strict(), settings.maxSize());
        Journal journal = new ArtemisJournal(files, quarantine, clock, failStop);
        RecordStore store = new RecordStore(settings, databases, clock, journal, quarantine, () -> true);
        store.open();
        return store;
    }

    /**
     * A store over a journal whose records are not known yet: {@link #open} reads them.
     *
     * @param allowed whether this process may write to databases and broker at present
     */
    public static RecordStore over(
            Journal journal,
            RecordSettings settings,
            Databases databases,
            InstantSource clock,
            BooleanSupplier allowed) {
        Quarantine quarantine = new Quarantine(settings.data(), clock);
        return new RecordStore(settings, databases, clock, journal, quarantine, allowed);
    }

    /** Reads what the journal has; once, before anything is written. */
    public void open() {
        RecoveredRecords left = new RecoveredRecords(journal.takeRecovered(), journal, quarantine);
        mark = mark(left, clock);
        takeUp(left, text, quarantine);
        recovery.opened(left.state(quarantine.reports()), left.mark().isEmpty());
    }

    /** Numbers of events rise across starts, even when the clock was set back meanwhile. */
    private RecoveredRecords.Mark mark(RecoveredRecords left, InstantSource clock) {
        long byClock = clock.instant().getEpochSecond() * BASE_STEP;
        long id = left.mark().map(Map.Entry::getKey).orElseGet(journal::nextId);
        RecoveredRecords.Mark next = left.mark()
                .map(Map.Entry::getValue)
                .map(was -> new RecoveredRecords.Mark(
                        was.node(), Math.max(byClock, was.sequenceBase() + 1_000 * BASE_STEP)))
                .orElseGet(() -> new RecoveredRecords.Mark(UUID.randomUUID().toString(), byClock));
        try {
            journal.put(id, Kind.MARK, json.writeValueAsBytes(next));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return next;
    }

    private Projections.Targets targets(Databases databases, Supplier<String> node) {
        CdrRows cdrRows = new CdrRows(fit(databases, DatabaseRole.ACCOUNTING, "cc_cdrs", "caller"), clock);
        CallRows callRows = new CallRows(fit(databases, DatabaseRole.RUNTIME, "cc_calls", "caller_dn"), node);
        return new Projections.Targets(
                new CdrTarget(senders, cdrRows, journal, dead, clock),
                new EventTarget(senders, journal, dead, node),
                new CallsTarget(senders, calls, callRows, node),
                new AgentTargets.WrapUps(senders, outbox::written),
                new AgentTargets.Logins(senders),
                new JournaledTarget<>("intervals", batch -> IntervalRows.send(senders, batch), journal, dead),
                new JournaledTarget<>("codes", batch -> CodeRows.send(senders, batch), journal, dead),
                new JournaledTarget<>("audit", batch -> AuditRows.send(senders, batch), journal, dead));
    }

    private ColumnText fit(Databases databases, DatabaseRole role, String table, String column) {
        ColumnText fit = new ColumnText(databases.dataSource(role), databases.vendor(role), table, column);
        fits.add(fit);
        return fit;
    }

    private void takeUp(RecoveredRecords left, EventText text, Quarantine quarantine) {
        left.calls().forEach((id, call) -> {
            calls.recovered(id, call.record(), call.core());
            changed(call.record().call());
        });
        left.events().forEach((id, lines) -> {
            List<EventMessage> together = new ArrayList<>();
            for (String event : lines.split("\n")) {
                try {
                    together.add(text.of(event));
                } catch (IOException e) {
                    quarantine.put("event", id, event.getBytes(StandardCharsets.UTF_8), e.toString());
                }
            }
            if (together.isEmpty()) {
                journal.discard(id);
            } else {
                events(new Sent<>(id, together));
            }
        });
        outbox.recovered(left);
    }

    private void changed(CallId call) {
        projections.calls().put(call, call);
    }

    private void cdr(Sent<Cdr> sent) {
        projections.cdrs().put(sent.id(), sent);
    }

    private void events(Sent<List<EventMessage>> sent) {
        projections.events().put(sent.id(), sent);
        sent.value().forEach(listeners.get());
    }

    private void tooLong(EventMessage event) {
        dead.keep("events", event.json());
        projections.events().putAside();
    }

    private void wrapUp(Sent<Effect.SaveWrapUp> sent) {
        projections.wrapUps().put(sent.value().agent(), sent);
    }

    private void interval(Sent<Interval> sent) {
        projections.intervals().put(sent.id(), sent);
    }

    private void code(Sent<GivenCode> sent) {
        projections.codes().put(sent.id(), sent);
    }

    private void audit(Sent<AuditEntry> sent) {
        projections.audit().put(sent.id(), sent);
    }

    private void lost(long deeds) {
        projections.audit().lost(deeds);
    }

    private void login(io.callcenter.core.SavedLogin login) {
        projections.logins().put(login.agent(), login);
    }

    /** Begins to carry records out: the routes {@code cdr}, {@code calls}, {@code agent-reports}, {@code provisioning}, {@code recovery}, {@code intervals}, {@code codes}, {@code audit} run. */
    public void start(CamelContext camel) {
        ProducerTemplate template = camel.createProducerTemplate();
        senders.connect(template);
        listeners.set(new EventListeners(camel, template)::tell);
        projections.all().forEach(Projection::start);
    }

    /** Writes out what is pending while the routes still run, at most that long; the rest stays in the journal for the next start. */
    public void stop(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        behind.write();
        listeners.set(event -> {});
        projections.all().forEach(Projection::hurry);
        projections.all().forEach(p -> p.stop(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
    }

    /** Closes the journal; what is not yet on the disk is written first. */
    @Override
    public void close() {
        behind.close();
        stop(Duration.ZERO);
        journal.close();
    }

    /** Bean {@code journal}. */
    public Journal journal() {
        return journal;
    }

    /** Bean {@code callRecords}. */
    public CallRecords callRecords() {
        return calls;
    }

    /** The legs' part of a saved call does not hold together: it is put aside, and forgotten in the journal. */
    public void putAside(SavedLegs legs, String why) {
        quarantine.put("legs", legs.version(), SavedJson.of(legs, new MessageJsonCache()), legs.call() + ": " + why);
        calls.forgetLegs(legs.call());
    }

    /** Bean {@code outbox}. */
    public Outbox outbox() {
        return outbox;
    }

    /** From now on events of calls have what routes show with them, by name. */
    public void show(Function<CallId, Map<String, String>> ofCall) {
        text.show(ofCall);
    }

    /** Takes what somebody did, for {@code cc_x_audit}, and who was turned away as long as not too much waits; never waits. Any thread. */
    public void audit(AuditEntry entry) {
        if (entry.refusal() && !projections.takesRefusals()) {
            lost(1);
        } else {
            outbox.audit(entry);
        }
    }

    /** Waits until no record of that caller, handed over before, is on its way to a table or a topic any more; whether it was so in time. */
    public boolean settled(String caller, Duration atMost) {
        behind.write();
        long until = System.nanoTime() + atMost.toNanos();
        boolean committed = false;
        while (System.nanoTime() < until) {
            committed |= journal.outstanding() == 0;
            if (committed && !awaits(caller)) {
                return true;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return !awaits(caller); // what was handed over before has been committed in that time
    }

    private boolean awaits(String caller) {
        return projections.cdrs().waiting().stream().anyMatch(sent -> namesCaller(sent.value(), caller))
                || projections.codes().backlog() > 0
                || projections.audit().waiting().stream()
                        .anyMatch(sent -> WholeWord.isIn(sent.value().details(), caller)
                                || WholeWord.isIn(sent.value().answer(), caller))
                || projections.events().waiting().stream()
                        .flatMap(sent -> sent.value().stream())
                        .anyMatch(event -> DeadLetters.names(event.json(), caller));
    }

    private static boolean namesCaller(Cdr cdr, String caller) {
        return cdr.caller().equals(caller)
                || cdr.segment()
                        .flatMap(SegmentFacts::caller)
                        .filter(withheld -> withheld.number().equals(caller))
                        .isPresent();
    }

    /** Makes that caller anonymous in dead letters; how many lines changed. */
    public long forgetInDeadLetters(String caller) throws IOException {
        return dead.forget(caller);
    }

    /** Bean {@code recordJson}: how records become JSON, for routes that send them elsewhere. */
    public static ObjectMapper json() {
        return StoredJson.mapper();
    }

    /** Bean {@code recovery}, for the route {@code recovery-read}. */
    public Recovery recovery() {
        return recovery;
    }

    /** Whether the records of one more call have room, on the disk and in memory: new calls are refused otherwise. Cheap; any thread. */
    public boolean acceptsCalls() {
        return journal.acceptsCalls() && projections.cdrs().backlog() < mostWaiting;
    }

    /** For metrics: {@code cdrs}, {@code events}, {@code calls}, {@code wrapups}, {@code logins}, {@code intervals}, {@code codes}, {@code audit}. */
    public List<Projection<?, ?>> projections() {
        return projections.all();
    }

    /** For metrics: texts that were cut, or lost characters, to fit a table of the reference; whole in a table of ours. */
    public long cutTexts() {
        return fits.stream().mapToLong(ColumnText::count).sum();
    }

    /**
     * Puts all dead letters of call detail records back into the outbox, after what refused them was mended.
     *
     * <p>A record that is in its table already is not written twice.
     *
     * @return how many; a line that cannot be read stays a dead letter
     */
    public int replayCdrs() throws IOException {
        int replayed = 0;
        for (String line : dead.take("cdrs")) {
            try {
                outbox.append(new Effect.WriteCdr(json.readValue(line, Cdr.class)));
                replayed++;
            } catch (JsonProcessingException e) {
                dead.keep("cdrs", line);
            }
        }
        return replayed;
    }
}
