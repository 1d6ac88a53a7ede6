package io.callcenter.store.projection;

import io.callcenter.core.AuditEntry;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.GivenCode;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedLogin;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.store.projection.Projection.Pace;
import io.callcenter.store.records.EventMessage;
import io.callcenter.store.records.JournalOutbox.Sent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The eight projections.
 *
 * @param cdrs into {@code cc_cdrs}
 * @param events to {@code cc.events}
 * @param calls into {@code cc_calls} and {@code cc_x_legs}
 * @param wrapUps into the agents' rows
 * @param logins into {@code cc_x_logins}
 * @param intervals into {@code cc_x_intervals} and {@code cc_x_agent_intervals}
 * @param codes into {@code cc_x_call_codes}
 * @param audit into {@code cc_x_audit}
 */
public record Projections(
        Projection<Long, Sent<Cdr>> cdrs,
        Projection<Long, Sent<List<EventMessage>>> events,
        Projection<CallId, CallId> calls,
        Projection<AgentId, Sent<Effect.SaveWrapUp>> wrapUps,
        Projection<AgentId, SavedLogin> logins,
        Projection<Long, Sent<Interval>> intervals,
        Projection<Long, Sent<GivenCode>> codes,
        Projection<Long, Sent<AuditEntry>> audit) {
    private static final int BATCH = 200;
    /** Far fewer than a broker remembers to know a repetition by (Artemis: 20,000), and small enough for one transaction. */
    private static final int EVENTS = 2_000;

    /** Deeds that wait while the database is away: some 30 MB. */
    static final int MOST_DEEDS = 20_000;

    /** Where so many deeds wait already, nobody who was turned away is put with them: they must not push out what was done. */
    private static final int MOST_WITH_REFUSALS = MOST_DEEDS / 2;

    /** Where each goes. */
    public record Targets(
            Projection.Target<Sent<Cdr>> cdrs,
            Projection.Target<Sent<List<EventMessage>>> events,
            Projection.Target<CallId> calls,
            Projection.Target<Sent<Effect.SaveWrapUp>> wrapUps,
            Projection.Target<SavedLogin> logins,
            Projection.Target<Sent<Interval>> intervals,
            Projection.Target<Sent<GivenCode>> codes,
            Projection.Target<Sent<AuditEntry>> audit) {}

    /** Not running yet; subscribers wait least, the tables of calls most, as most changes of a call are soon replaced. */
    public static Projections of(Targets targets, RecordSettings settings, InstantSource clock) {
        return new Projections(
                new Projection<>("cdrs", Pace.of(BATCH, Duration.ofMillis(500)), targets.cdrs(), clock),
                new Projection<>(
                        "events",
                        new Pace(
                                EVENTS,
                                Duration.ofMillis(20),
                                Duration.ofMillis(100),
                                settings.eventsKeep(),
                                settings.mostWaiting(),
                                Duration.ZERO),
                        targets.events(),
                        clock),
                new Projection<>(
                        "calls",
                        Pace.of(BATCH, Duration.ofMillis(250)).notBefore(Duration.ofSeconds(1)),
                        targets.calls(),
                        clock),
                new Projection<>("wrapups", Pace.of(BATCH, Duration.ofMillis(500)), targets.wrapUps(), clock),
                new Projection<>("logins", Pace.of(BATCH, Duration.ofMillis(100)), targets.logins(), clock),
                new Projection<>("intervals", Pace.of(BATCH, Duration.ofMillis(500)), targets.intervals(), clock),
                new Projection<>("codes", Pace.of(BATCH, Duration.ofMillis(200)), targets.codes(), clock),
                new Projection<>(
                        "audit",
                        new Pace(
                                BATCH, Duration.ofMillis(200), Duration.ZERO, Pace.FOR_EVER, MOST_DEEDS, Duration.ZERO),
                        targets.audit(),
                        clock));
    }

    /** Whether there is room for who was turned away. */
    public boolean takesRefusals() {
        return audit.backlog() < MOST_WITH_REFUSALS;
    }

    public List<Projection<?, ?>> all() {
        return List.of(cdrs, events, calls, wrapUps, logins, intervals, codes, audit);
    }
}
