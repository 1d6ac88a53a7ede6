package io.callcenter.config;

import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.core.Provisioning;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.CallId;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.journal.Journal.Kind;
import io.callcenter.store.provisioning.LoadedProvisioning;
import io.callcenter.store.records.RecoveredRecords;
import io.callcenter.store.records.RecoveredState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a member that follows ready to lead: it takes up the calls that the leader has written, as a new leader does, and forgets them. All of it costs several
 * times as much while the JVM does not know the code, and callers wait for it. Nothing leaves the process, and nothing is kept.
 *
 * <p>Goes on every few seconds, on a thread of its own, until enough calls were taken up or it is closed.
 */
final class TakeoverRehearsal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TakeoverRehearsal.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int MOST_CALLS = 300;
    private static final int ENOUGH_CALLS = 3_000;
    private static final int ENOUGH_READS = 3;

    private final Supplier<List<Entry>> records;
    private final Supplier<LoadedProvisioning> tables;
    private final Supplier<ContactCenter> centers;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "cc-ha-rehearsal");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean closed;
    private int calls;
    private int reads;
    private Signal.Reload loaded = new Signal.Reload(new Provisioning(List.of(), List.of()), List.of());

    /**
     * A rehearsal of taking over.
     *
     * @param records what the leader has written as of now
     * @param tables flows and agents as of now; throws where the database is away
     * @param centers gives an empty contact center each time
     */
    TakeoverRehearsal(
            Supplier<List<Entry>> records,
            Supplier<LoadedProvisioning> tables,
            Supplier<ContactCenter> centers,
            InstantSource clock) {
        this.records = records;
        this.tables = tables;
        this.centers = centers;
        this.clock = clock;
    }

    /** Begins, and returns at once. */
    TakeoverRehearsal begin() {
        thread.scheduleWithFixedDelay(this::round, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void round() {
        try {
            calls += once();
        } catch (RuntimeException e) { // it was to save time only
            LOG.debug("not rehearsed", e);
        }
        if (closed || calls >= ENOUGH_CALLS) {
            thread.shutdown();
        }
    }

    /** Takes over once, and forgets it; how many calls that were. */
    int once() {
        ContactCenter center = centers.get();
        Instant now = clock.instant();
        if (reads < ENOUGH_READS) {
            read();
        }
        center.handle(loaded, now);
        RecoveredState left = RecoveredRecords.glance(some(records.get()));
        Map<CallId, RecoveredLegs> standings = legs(left.legs(), now);
        if (!closed) {
            center.handle(new Signal.Restore(left.logins(), left.calls(), standings, left.figures()), now);
        }
        return standings.size();
    }

    private void read() {
        try {
            LoadedProvisioning read = tables.get();
            loaded = new Signal.Reload(read.provisioning(), read.skipped());
            reads++;
        } catch (RuntimeException e) { // a database that is away
            LOG.debug("flows and agents cannot be read", e);
        }
    }

    /** All records but those of calls beyond the first few. */
    private static List<Entry> some(List<Entry> all) {
        List<Entry> some = new ArrayList<>();
        int calls = 0;
        for (Entry entry : all) {
            boolean call = entry.kind() == Kind.CALL;
            if (!call || calls < MOST_CALLS) {
                some.add(entry);
            }
            calls += call ? 1 : 0;
        }
        return some;
    }

    private Map<CallId, RecoveredLegs> legs(List<SavedLegs> saved, Instant now) {
        KeyedNames names = KeyedNames.passing("rehearsal");
        Map<CallId, RecoveredLegs> standings = new HashMap<>();
        for (SavedLegs legs : SavedLegs.owned(saved)) {
            if (!closed) {
                standings.put(
                        legs.call(),
                        RecoveryAtStart.standing(CallLegs.restore(legs, LegSettings.defaults(), names, now)));
            }
        }
        return standings;
    }

    /** Ends it, at the next call at the latest; returns at once. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
    }
}
