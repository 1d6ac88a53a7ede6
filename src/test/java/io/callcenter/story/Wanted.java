package io.callcenter.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.CallState;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.ids.AgentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Effects that a story expects, described word by word. */
final class Wanted {
    private Wanted() {}

    /** Each word is a condition; one effect since the last deed must meet all of them. */
    private abstract static class Effects<E, S> implements Then.Check {
        private final List<Predicate<E>> conditions = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();

        abstract S self();

        abstract Stream<E> candidates(Scene scene);

        S that(String word, Predicate<E> condition) {
            words.append(' ').append(word);
            conditions.add(condition);
            return self();
        }

        @Override
        public void in(Scene scene) {
            List<E> candidates = candidates(scene).toList();
            assertThat(candidates)
                    .as("%s in %s", words, scene.recent())
                    .anyMatch(candidate -> conditions.stream().allMatch(condition -> condition.test(candidate)));
        }
    }

    /** An order for a leg. */
    static final class Leg extends Effects<Effect.Connect, Leg> {
        private final String call;

        Leg(String call) {
            this.call = call;
        }

        Leg toAgent(String agent) {
            return that(
                    "to agent " + agent,
                    leg -> leg.purpose() == Effect.Purpose.AGENT
                            && leg.agent().equals(Optional.of(new AgentId(agent))));
        }

        Leg to(String uri) {
            return that("to " + uri, leg -> leg.uri().equals(uri));
        }

        Leg named(String display) {
            return that("named " + display, leg -> leg.display().equals(display));
        }

        Leg announcing(String uri) {
            return that("announcing " + uri, leg -> leg.agentAnnouncement().equals(uri));
        }

        Leg in(CallState state) {
            return that("in " + state, leg -> leg.state() == state);
        }

        Leg purpose(Effect.Purpose purpose) {
            return that("as " + purpose, leg -> leg.purpose() == purpose);
        }

        Leg carrying(String param) {
            return that("carrying " + param, leg -> leg.param().equals(param));
        }

        @Override
        Leg self() {
            return this;
        }

        @Override
        Stream<Effect.Connect> candidates(Scene scene) {
            return scene.recent().stream()
                    .filter(effect -> effect instanceof Effect.Connect)
                    .map(effect -> (Effect.Connect) effect)
                    .filter(leg -> leg.call().value().equals(call));
        }
    }

    /** A call detail record. */
    static final class Record extends Effects<Cdr, Record> {
        private final String call;

        Record(String call) {
            this.call = call;
        }

        Record type(int type) {
            return that("type " + type, cdr -> cdr.type() == type);
        }

        Record by(String agent) {
            return that("agent " + agent, cdr -> cdr.agent().equals(Optional.of(new AgentId(agent))));
        }

        Record byNobody() {
            return that("no agent", cdr -> cdr.agent().isEmpty());
        }

        Record rejected(int number) {
            return that("rejected " + number, cdr -> cdr.rejected() == number);
        }

        Record stats(int bits) {
            return that("stats " + bits, cdr -> cdr.stats() == bits);
        }

        Record waited(double seconds) {
            return that("waited " + seconds, cdr -> cdr.waited().equals(time(seconds)));
        }

        Record pickUp(double seconds) {
            return that("pick-up " + seconds, cdr -> cdr.pickUp().equals(time(seconds)));
        }

        Record talked(double seconds) {
            return that("talked " + seconds, cdr -> cdr.talked().equals(time(seconds)));
        }

        Record number(int number) {
            return that("number " + number, cdr -> cdr.number() == number);
        }

        Record sequence(long sequence) {
            return that("sequence " + sequence, cdr -> cdr.sequence() == sequence);
        }

        Record received(double seconds) {
            return that("received " + seconds, cdr -> cdr.received().equals(Scene.START.plus(Given.seconds(seconds))));
        }

        Record flow(String flow) {
            return that("of flow " + flow, cdr -> cdr.flow().value().equals(flow));
        }

        Record last(boolean is) {
            return that("last " + is, cdr -> cdr.last() == is);
        }

        Record media(Media media) {
            return that("media " + media, cdr -> cdr.media() == media);
        }

        /** Type -2 of that agent. */
        Record rejectedBy(String agent) {
            return type(-2).by(agent);
        }

        @Override
        Record self() {
            return this;
        }

        @Override
        Stream<Cdr> candidates(Scene scene) {
            return scene.recent().stream()
                    .filter(effect -> effect instanceof Effect.WriteCdr)
                    .map(effect -> ((Effect.WriteCdr) effect).cdr())
                    .filter(cdr -> cdr.call().value().equals(call));
        }

        private static Duration time(double seconds) {
            return Given.seconds(seconds);
        }
    }

    /** An agent report. */
    static final class Report extends Effects<Effect.ReportAgent, Report> {
        private final String agent;

        Report(String agent) {
            this.agent = agent;
        }

        Report free() {
            return that("free", report -> report.status().equals("free"));
        }

        Report offline() {
            return that("offline", report -> report.status().equals("offline"));
        }

        Report incall(String flow) {
            return that("incall", report -> report.status().equals("incall")).flow(flow);
        }

        Report inchat(String flow, int sessions) {
            return that(
                            "inchat with " + sessions,
                            report -> report.status().equals("inchat")
                                    && report.sessions().equals(OptionalInt.of(sessions)))
                    .flow(flow);
        }

        Report inchat() {
            return that(
                    "inchat",
                    report -> report.status().equals("inchat")
                            && report.sessions().isEmpty()
                            && report.flow().isEmpty());
        }

        Report wrapup() {
            return that("wrapup", report -> report.status().equals("wrapup"));
        }

        /** Ends so many seconds after the story began. */
        Report until(double seconds) {
            return that(
                    "until " + seconds,
                    report -> report.wrapUpEnds().equals(Optional.of(Scene.START.plus(Given.seconds(seconds)))));
        }

        Report sequence(long seq) {
            return that("seq " + seq, report -> report.seq() == seq);
        }

        private Report flow(String flow) {
            return that(
                    "of flow " + flow,
                    report ->
                            report.flow().filter(id -> id.value().equals(flow)).isPresent());
        }

        @Override
        Report self() {
            return this;
        }

        @Override
        Stream<Effect.ReportAgent> candidates(Scene scene) {
            return scene.recent().stream()
                    .filter(effect -> effect instanceof Effect.ReportAgent)
                    .map(effect -> (Effect.ReportAgent) effect)
                    .filter(report -> report.agent().value().equals(agent));
        }
    }
}
