package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallOrder;
import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Provisioning;
import io.callcenter.core.SampleRows;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GhostWatchTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final CallId CALL = new CallId("c1");

    private final ContactCenter center = new ContactCenter(SampleRows.WAITING);
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicReference<Set<CallId>> withLegs = new AtomicReference<>(Set.of());
    private final List<CallOrder> orders = new ArrayList<>();
    private final GhostWatch watch = new GhostWatch(
            center.board(),
            withLegs::get,
            new GhostWatch.Orders(signal -> center.handle(signal, now.get()), orders::add),
            Duration.ofSeconds(60),
            now::get);

    @BeforeEach
    void aFlow() {
        center.handle(new Signal.Reload(new Provisioning(List.of(SampleRows.FLOW), List.of())), START);
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    private void aCallWaits() {
        Caller caller = new Caller("1", "", "sip:1@h");
        center.handle(new Signal.CallArrived(CALL, 1, new FlowId("F"), caller, MediaOffer.AUDIO, ""), now.get());
    }

    private void looksUntil(Duration later) {
        Instant until = now.get().plus(later);
        while (now.get().isBefore(until)) {
            now.updateAndGet(time -> time.plusSeconds(10));
            watch.look();
        }
    }

    @Test
    void aCallWithLegsIsLeftAlone() {
        aCallWaits();
        withLegs.set(Set.of(CALL));
        looksUntil(Duration.ofHours(1));

        assertThat(center.board().calls()).hasSize(1);
        assertThat(orders).isEmpty();
        assertThat(watch.repairs()).isZero();
    }

    @Test
    void aCallBetweenAgentsIsKnownAlthoughNoFlowHasIt() {
        List<Agent> agents = Stream.of("ann", "joe")
                .map(id -> new Agent(
                        new AgentId(id), "sip:" + id + "@h", "", 0, List.of(), true, Duration.ZERO, Optional.empty()))
                .toList();
        center.handle(new Signal.Reload(new Provisioning(List.of(), agents)), now.get());
        Caller ann = new Caller("ann", "", "sip:ann@h");
        center.handle(
                new Signal.CallArrived(CALL, 1, new FlowId("joe"), ann, MediaOffer.AUDIO, "").by(new AgentId("ann")),
                now.get());
        withLegs.set(Set.of(CALL));
        looksUntil(Duration.ofHours(1));
        assertThat(orders).isEmpty();
        assertThat(center.board().consultations()).containsExactly(CALL);

        withLegs.set(Set.of());
        looksUntil(Duration.ofSeconds(40));
        assertThat(center.board().consultations()).isEmpty();
        assertThat(center.board().agents()).allMatch(row -> row.status().equals("free"));
    }

    @Test
    void aCallThatHasNoLegsIsEndedAfterAWhile() {
        aCallWaits();
        looksUntil(Duration.ofSeconds(30));
        assertThat(center.board().calls()).hasSize(1);

        looksUntil(Duration.ofSeconds(10));

        assertThat(center.board().calls()).isEmpty();
        assertThat(watch.repairs()).isEqualTo(1);
    }

    @Test
    void legsThatBelongToNoCallAreEndedWhenNoRouteCanStillDecideAboutThem() {
        withLegs.set(Set.of(CALL));
        looksUntil(Duration.ofMinutes(6));
        assertThat(orders).isEmpty();

        looksUntil(Duration.ofSeconds(10));

        assertThat(orders).containsExactly(new CallOrder.End(CALL, "unknown to the contact center"));
        assertThat(watch.repairs()).isEqualTo(1);
    }

    @Test
    void whoWasAloneOnlyForAMomentBeginsAnew() {
        aCallWaits();
        looksUntil(Duration.ofSeconds(30));
        withLegs.set(Set.of(CALL));
        looksUntil(Duration.ofSeconds(10));
        withLegs.set(Set.of());
        looksUntil(Duration.ofSeconds(30));

        assertThat(center.board().calls()).hasSize(1);
    }
}
