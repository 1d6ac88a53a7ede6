package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentFigure;
import io.callcenter.core.Board;
import io.callcenter.core.Caller;
import io.callcenter.core.Cdr;
import io.callcenter.core.Counts;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.FlowFigure;
import io.callcenter.core.Interval;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Pause;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SavedDay;
import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Quarters of an hour hold what was seen otherwise, in random histories and in a large center. */
class IntervalsTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 400;

    private static Stream<Interval> saved(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.SaveInterval.class::isInstance)
                .map(effect -> ((Effect.SaveInterval) effect).interval());
    }

    /** What was counted of that flow or agent in all its quarters, the one that runs among them. */
    private static Counts all(History history, Scope scope, String name) {
        Intervals intervals = history.center().state().intervals();
        Optional<SavedDay> open =
                scope == Scope.FLOW ? intervals.saved(new FlowId(name)) : intervals.saved(new AgentId(name));
        return Stream.concat(
                        saved(history.effects)
                                .filter(row ->
                                        row.scope() == scope && row.name().equals(name)),
                        open.map(SavedDay::open).stream())
                .map(Interval::counts)
                .reduce(Counts.NOTHING, Counts::plus);
    }

    /** Callers who lost their agent and waited once more have come to their flow, and left it, once. */
    private static long records(History history, String flow, Predicate<Cdr> which) {
        return cdrs(history, flow).filter(IntervalsTest::isFirst).filter(which).count();
    }

    private static boolean isFirst(Cdr cdr) {
        return cdr.segment().filter(segment -> segment.number() > 1).isEmpty();
    }

    private static Stream<Cdr> cdrs(History history, String flow) {
        return history.effects.stream()
                .filter(Effect.WriteCdr.class::isInstance)
                .map(effect -> ((Effect.WriteCdr) effect).cdr())
                .filter(cdr -> cdr.flow().value().equals(flow));
    }

    @Test
    void v06_theyAreWhatCallDetailRecordsSay() {
        int quarters = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = played(seed, (h, number) -> {
                if (number % 5 == 0) {
                    h.pass(Duration.ofSeconds(30));
                }
                h.step(number);
            });
            history.drain();
            for (String flow : List.of("F0", "F1", "F2", "F3", "F4")) {
                Counts counts = all(history, Scope.FLOW, flow);
                String what = "history " + seed + ", " + flow;
                assertThat(counts.of(FlowFigure.ARRIVED))
                        .as(what)
                        .isEqualTo(records(history, flow, cdr -> cdr.type() != -2));
                assertThat(counts.of(FlowFigure.ANSWERED))
                        .as(what)
                        .isEqualTo(records(history, flow, cdr -> cdr.type() != -2 && (cdr.stats() & 4) != 0));
                assertThat(counts.of(FlowFigure.ABANDONED))
                        .as(what)
                        .isEqualTo(records(history, flow, cdr -> (cdr.stats() & 8) != 0));
                assertThat(counts.of(FlowFigure.REJECTED))
                        .as(what)
                        .isEqualTo(cdrs(history, flow)
                                .filter(cdr -> cdr.type() == -2)
                                .count());
                assertThat(counts.of(FlowFigure.FAILED))
                        .as(what)
                        .isEqualTo(records(history, flow, cdr -> cdr.type() == -1 && (cdr.stats() & 4) == 0));
                assertThat(counts.of(FlowFigure.TALK))
                        .as(what)
                        .isEqualTo(cdrs(history, flow)
                                .mapToLong(cdr -> cdr.talked().toMillis())
                                .sum());
                assertThat(counts.waits().stream().mapToLong(Long::longValue).sum())
                        .as(what)
                        .isEqualTo(counts.of(FlowFigure.ANSWERED));
            }
            quarters += saved(history.effects).count();
        }
        assertThat(quarters).as("some quarters ended").isGreaterThan(HISTORIES);
    }

    private interface Deed {
        void in(History history, int number);
    }

    private static History played(int seed, Deed deed) {
        Random numbers = new Random(seed);
        History history = new History(numbers.nextInt(), false);
        for (int step = 0; step < STEPS; step++) {
            int number = numbers.nextInt();
            if (!History.isRestart(number)) {
                deed.in(history, number);
            }
        }
        assertThat(history.faults).as("history %s", seed).isEmpty();
        return history;
    }

    @Test
    void a03_theClocksAreTheTimeLoggedInWhateverHappens() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Map<AgentId, Duration> seen = new HashMap<>();
            History history = played(seed, (h, number) -> {
                Instant before = h.now();
                List<AgentId> logged = h.center().board().agents().stream()
                        .filter(Board.AgentRow::loggedIn)
                        .map(Board.AgentRow::agent)
                        .toList();
                if (number % 7 == 0) {
                    AgentId agent = new AgentId("A" + Math.floorMod(number / 7, 5));
                    h.send(
                            number % 2 == 0
                                    ? new Signal.PauseAgent(agent, "r" + Math.floorMod(number, 3), Pause.By.AGENT)
                                    : new Signal.AgentReady(agent));
                }
                if (number % 5 == 0) {
                    h.pass(Duration.ofSeconds(30));
                }
                h.step(number);
                logged.forEach(agent -> seen.merge(agent, Duration.between(before, h.now()), Duration::plus));
            });
            for (int number = 0; number < 5; number++) {
                AgentId agent = new AgentId("A" + number);
                Counts counts = all(history, Scope.AGENT, agent.value());
                Counts running = history.center()
                        .board()
                        .shift(agent)
                        .map(shift -> shift.openUntil(history.now()))
                        .orElse(Counts.NOTHING);
                Counts open = history.center()
                        .board()
                        .shift(agent)
                        .map(shift -> shift.open().counts())
                        .orElse(Counts.NOTHING);
                long login = counts.of(AgentFigure.LOGIN) - open.of(AgentFigure.LOGIN) + running.of(AgentFigure.LOGIN);
                assertThat(login)
                        .as("history %s, %s", seed, agent)
                        .isEqualTo(seen.getOrDefault(agent, Duration.ZERO).toMillis());
                assertThat(counts.of(AgentFigure.LOGIN))
                        .isEqualTo(counts.of(AgentFigure.FREE)
                                + counts.of(AgentFigure.RING)
                                + counts.of(AgentFigure.TALK)
                                + counts.of(AgentFigure.CHAT)
                                + counts.of(AgentFigure.WRAPUP)
                                + counts.of(AgentFigure.PAUSED));
                assertThat(counts.reasons().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .isEqualTo(counts.of(AgentFigure.PAUSED));
            }
        }
    }

    @Test
    void v12_aTickClosesAtMostTwoHundredOfAThousandFlowsAndFiveThousandAgents() {
        Instant start = Instant.parse("2026-03-02T08:00:00Z");
        ContactCenter center = new ContactCenter(Policy.defaults());
        List<Flow> flows = new ArrayList<>();
        List<Agent> agents = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            flows.add(new Flow(
                    new FlowId("F" + i),
                    1,
                    "s" + i,
                    "",
                    Duration.ZERO,
                    false,
                    Duration.ZERO,
                    Duration.ZERO,
                    0,
                    "",
                    "sip:q@media",
                    "",
                    ""));
        }
        for (int i = 0; i < 5_000; i++) {
            agents.add(new Agent(
                    new AgentId("A" + i),
                    "sip:a@h",
                    "",
                    0,
                    List.of("s" + i % 1_000),
                    true,
                    Duration.ZERO,
                    Optional.empty()));
        }
        center.handle(new Signal.Reload(new Provisioning(flows, agents)), start);
        for (int i = 0; i < 1_000; i++) {
            Caller caller = new Caller("1", "", "sip:1@h");
            CallId call = new CallId("c" + i);
            center.handle(new Signal.CallArrived(call, i, new FlowId("F" + i), caller, MediaOffer.AUDIO, ""), start);
            center.handle(new Signal.CallerGone(call, Signal.Gone.CANCEL, start), start);
        }
        Set<String> closed = new HashSet<>();
        Instant now = start.plus(Interval.LENGTH);
        for (int tick = 0; tick < 60; tick++) {
            now = now.plusMillis(250);
            List<Interval> rows =
                    saved(center.handle(new Signal.Tick(), now).effects()).toList();
            assertThat(rows.size()).isLessThanOrEqualTo(200);
            rows.forEach(row -> assertThat(closed.add(row.scope() + row.name()))
                    .as("%s once", row.name())
                    .isTrue());
        }
        assertThat(closed).hasSize(6_000);
    }
}
