package io.callcenter.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    private static final Duration LONG = Duration.ofSeconds(3);

    static Stream<Arguments> goodCalls() {
        return Stream.of(
                Arguments.of(Seen.refusedThenAnswered(), 1),
                Arguments.of(Seen.cancelled(), 0),
                Arguments.of(Seen.leftTheQueue(), 0),
                Arguments.of(Seen.unansweredThenAnswered(), 1));
    }

    @ParameterizedTest
    @MethodSource("goodCalls")
    void recordsThatFitMakeNoDifference(Seen seen, int lost) {
        assertThat(seen.differences()).isEmpty();
        assertThat(seen.ledger.done(1)).isTrue();
        assertThat(seen.ledger.planned().get(0).lost()).hasSize(lost);
    }

    static Stream<Arguments> wrongRows() {
        return Stream.of(
                row("type", r -> copy(r, r.flow(), r.agent(), 1, r.rejected(), r.stats(), r.waited(), r.talked())),
                row(
                        "flow",
                        r -> copy(r, "sales", r.agent(), r.type(), r.rejected(), r.stats(), r.waited(), r.talked())),
                row(
                        "agent",
                        r -> copy(
                                r,
                                r.flow(),
                                Optional.of("eve"),
                                r.type(),
                                r.rejected(),
                                r.stats(),
                                r.waited(),
                                r.talked())),
                row(
                        "agent",
                        r -> copy(
                                r,
                                r.flow(),
                                Optional.empty(),
                                r.type(),
                                r.rejected(),
                                r.stats(),
                                r.waited(),
                                r.talked())),
                row("rejected", r -> copy(r, r.flow(), r.agent(), r.type(), 5, r.stats(), r.waited(), r.talked())),
                row("fstats", r -> copy(r, r.flow(), r.agent(), r.type(), r.rejected(), 9, r.waited(), r.talked())),
                row("wait_time", r -> copy(r, r.flow(), r.agent(), r.type(), r.rejected(), r.stats(), 9, r.talked())),
                row("talk_time", r -> copy(r, r.flow(), r.agent(), r.type(), r.rejected(), r.stats(), r.waited(), 0)));
    }

    private static Arguments row(String what, UnaryOperator<CdrRow> change) {
        return Arguments.of(what, change);
    }

    private static CdrRow copy(
            CdrRow r,
            String flow,
            Optional<String> agent,
            int type,
            int rejected,
            int stats,
            long waited,
            long talked) {
        return new CdrRow(r.caller(), flow, agent, type, rejected, stats, r.cid(), waited, r.pickUp(), talked);
    }

    @ParameterizedTest
    @MethodSource("wrongRows")
    void eachWrongColumnIsADifference(String what, UnaryOperator<CdrRow> change) {
        Seen seen = Seen.refusedThenAnswered();
        seen.rows.set(1, change.apply(seen.rows.get(1)));
        assertThat(seen.differences()).anySatisfy(text -> assertThat(text).contains("1001", what, "the phones saw"));
    }

    @Test
    void aMissingRowIsADifference() {
        Seen seen = Seen.refusedThenAnswered();
        seen.rows.remove(0);
        assertThat(seen.differences())
                .singleElement()
                .asString()
                .contains("[0]", "type -2 with ann", "type 0 with bob");
    }

    @Test
    void aRowTooManyIsADifference() {
        Seen seen = Seen.leftTheQueue();
        seen.rows.add(seen.rows.get(0));
        assertThat(seen.differences()).singleElement().asString().contains("[1, 1]");
    }

    @Test
    void aRowOfSomebodyWhoNeverCalledIsADifference() {
        Seen seen = Seen.leftTheQueue();
        seen.rows.addAll(Seen.cancelled().rows);
        assertThat(seen.differences()).singleElement().asString().contains("1002", "never called");
    }

    @Test
    void twoNumbersForOneCallAreADifference() {
        Seen seen = Seen.refusedThenAnswered();
        CdrRow r = seen.rows.get(0);
        seen.rows.set(
                0,
                new CdrRow(
                        r.caller(),
                        r.flow(),
                        r.agent(),
                        r.type(),
                        r.rejected(),
                        r.stats(),
                        99,
                        r.waited(),
                        r.pickUp(),
                        0));
        assertThat(seen.differences()).singleElement().asString().contains("numbers", "99");
    }

    @Test
    void missingEventsAreADifference() {
        Seen seen = Seen.leftTheQueue();
        seen.reports.remove(1);
        assertThat(seen.differences()).singleElement().asString().contains("0 say ended");
    }

    @Test
    void anEventAfterTheEndIsADifference() {
        Seen seen = Seen.leftTheQueue();
        seen.report("1003", "queued", "", "");
        assertThat(seen.differences()).singleElement().asString().contains("1 say ended, of 3");
    }

    @Test
    void aWrongReasonIsADifference() {
        Seen seen = Seen.leftTheQueue();
        seen.reports.remove(1);
        seen.report("1003", "ended", "", "answered");
        assertThat(seen.differences()).singleElement().asString().contains("reason: answered", "saw abandoned");
    }

    @Test
    void anAgentWhosePhoneNeverRangIsADifference() {
        Seen seen = Seen.leftTheQueue();
        seen.reports.remove(1);
        seen.report("1003", "toagent", "eve", "").report("1003", "ended", "", "abandoned");
        assertThat(seen.differences()).singleElement().asString().contains("agents: [eve]", "saw []");
    }

    @Test
    void agentReportsThatAreMissingOrOutOfOrderAreDifferences() {
        Seen missing = Seen.refusedThenAnswered();
        missing.reports.removeIf(
                r -> r instanceof CenterEvent.OfAgent a && a.status().equals("wrapup"));
        assertThat(missing.differences())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).contains("wrapup"));

        Seen twisted = Seen.cancelled();
        twisted.reports.add(new CenterEvent.OfAgent("ann", "free", 1, Seen.START));
        assertThat(twisted.differences()).singleElement().asString().contains("came after");
    }

    @Test
    void aCallThatEndedWithoutAnAgentOrACallerWhoLeftIsADifference() {
        Seen seen = new Seen();
        seen.add(new Sighting.Dialled("1005", "support", Seen.START), new Sighting.Admitted("1005", Seen.START));
        seen.add(new Sighting.CallerReleased("1005", Seen.START));
        assertThat(seen.differences()).anySatisfy(text -> assertThat(text).contains("hung up by the contact center"));
    }

    @Test
    void aCallerWhoWasTurnedAwayIsADifference() {
        Seen seen = new Seen();
        seen.add(new Sighting.Dialled("1005", "support", Seen.START), new Sighting.TurnedAway("1005", 503, Seen.START));
        assertThat(seen.differences()).anySatisfy(text -> assertThat(text).contains("turned away with 503"));
    }

    @Test
    void aVoiceThatNobodyHeardIsADifference() {
        Seen seen = Seen.refusedThenAnswered();
        seen.add(new Sighting.Listened("1001", "bob", 0, LONG, Seen.START));
        assertThat(seen.differences()).singleElement().asString().contains("bob heard no voice");
    }

    @Test
    void aPhoneThatWasNeverPutDownIsADifference() {
        Seen seen = Seen.leftTheQueue();
        seen.add(new Sighting.Rings("1003", "ann", "c-3", Seen.START));
        assertThat(seen.ledger.done(1)).isFalse();
        assertThat(seen.differences()).anySatisfy(text -> assertThat(text).contains("not over"));
    }

    @Test
    void visitorsAreNotCompared() {
        Seen seen = Seen.leftTheQueue();
        seen.add(new Sighting.Rings("alice-at-home", "ann", "c-9", Seen.START));
        assertThat(seen.ledger.visitors()).hasSize(1);
        assertThat(seen.ledger.planned()).extracting(SeenCall::caller).isEqualTo(List.of("1003"));
    }
}
