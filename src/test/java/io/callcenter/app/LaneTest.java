package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Lane lane =
            new Lane(new ContactCenter(Policy.defaults()), InstantSource.system(), outcome -> hold(outcome.reply()), 2);

    private void hold(Reply reply) {
        if (reply instanceof Reply.Reloaded) {
            blocked.countDown();
            try {
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        lane.close();
    }

    private void block() throws InterruptedException {
        lane.fact(new Signal.Reload(new Provisioning(List.of(), List.of())));
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRequestIsAnswered() throws Exception {
        Reply reply = Asked.of(lane, new Signal.AgentLogin(new AgentId("nobody"), true))
                .get(10, TimeUnit.SECONDS);
        assertThat(reply).isEqualTo(new Reply.Refused(404, "Agent not found"));
    }

    @Test
    void requestsAreRefusedAboveTheDepthWhileFactsAreTaken() throws Exception {
        block();
        lane.fact(new Signal.Tick());
        var refused = Asked.of(lane, new Signal.ResetStatistics());
        assertThatThrownBy(() -> refused.get(1, TimeUnit.SECONDS)).hasCauseInstanceOf(LaneFull.class);
        release.countDown();
        await().until(() -> lane.depth() == 0);
    }

    @Test
    void aDefectInOneFactOfAStepStopsNoOther() throws Exception {
        List<Signal> facts = List.of(
                new Signal.LegProgress(new CallId("first"), new LegId("a"), 180),
                new Signal.LegProgress(new CallId("second"), new LegId("b"), 183),
                new Signal.Tick());
        List<Integer> outcomes = new CopyOnWriteArrayList<>();
        try (Lane several = new Lane(
                new ContactCenter(Policy.defaults()),
                InstantSource.system(),
                outcome -> {
                    outcomes.add(outcomes.size());
                    if (outcomes.size() == 1) {
                        throw new IllegalStateException("a defect");
                    }
                },
                10)) {
            several.facts(facts);
            several.facts(List.of());
            Asked.of(several, new Signal.ResetStatistics()).get(10, TimeUnit.SECONDS);
            assertThat(outcomes).hasSize(4);
            await().until(() -> several.depth() == 0);
        }
    }

    @Test
    void theFactsOfAStepWaitOneByOne() throws Exception {
        block();
        lane.facts(List.of(new Signal.Tick(), new Signal.Tick()));
        assertThat(lane.depth()).isEqualTo(3);
        release.countDown();
        await().until(() -> lane.depth() == 0);
    }

    @Test
    void whoAskedHearsOfAnyDefectAndTheThreadGoesOn() throws Exception {
        Thread[] ran = new Thread[2];
        try (Lane broken = new Lane(
                new ContactCenter(Policy.defaults()),
                InstantSource.system(),
                outcome -> {
                    if (ran[0] == null) {
                        ran[0] = Thread.currentThread();
                        throw new NoClassDefFoundError("lost");
                    }
                    ran[1] = Thread.currentThread();
                },
                2)) {
            var first = Asked.of(broken, new Signal.ResetStatistics());
            assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(NoClassDefFoundError.class);
            Asked.of(broken, new Signal.ResetStatistics()).get(10, TimeUnit.SECONDS);
            assertThat(ran[1]).isNotNull().isSameAs(ran[0]);
            await().until(() -> broken.depth() == 0);
        }
    }

    @Test
    void theDelayTellsHowLongTheSignalAtWorkHasWaited() throws Exception {
        assertThat(lane.delay()).isEqualTo(Duration.ZERO);
        block();
        assertThat(lane.depth()).isEqualTo(1);
        await().until(() -> lane.delay().compareTo(Duration.ofMillis(20)) > 0);
        release.countDown();
        await().until(() -> lane.delay().isZero());
    }
}
