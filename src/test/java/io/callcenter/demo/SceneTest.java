package io.callcenter.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.FreshNames;
import io.callcenter.demo.CallPlan.Ending;
import io.callcenter.demo.CallPlan.Reaction;
import io.callcenter.demo.Sighting.Declined;
import io.callcenter.demo.Sighting.Joined;
import io.callcenter.demo.Sighting.Listened;
import io.callcenter.demo.Sighting.Plays;
import io.callcenter.demo.Sighting.TurnedAway;
import io.callcenter.demo.Sighting.Withdrawn;
import io.callcenter.demo.media.RtpPlayer;
import io.callcenter.phone.PeerStacks;
import io.callcenter.phone.PhoneThread;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The phones call each other without any contact center between them: real SIP, real RTP. */
class SceneTest {
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration TALK = Duration.ofMillis(800);

    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private final Queue<Sighting> seen = new ConcurrentLinkedQueue<>();
    private final PhoneThread lane = new PhoneThread("demo-phones", troubles::add);
    private final RtpPlayer rtp = new RtpPlayer(new Random(1));
    private final Ledger ledger = new Ledger();
    private final Phones phones = new Phones(lane, rtp, Clock.systemUTC(), new Random(2), this::saw);
    private final Scene scene = new Scene(phones, new RealStacks(), ledger, Duration.ofMillis(600));

    private record RealStacks(FreshNames names) implements PeerStacks {
        RealStacks() {
            this(KeyedNames.passing("scenetest"));
        }

        @Override
        public SipStack stack(String listen, FreshNames used) {
            return LoopStack.open(SipSettings.on(listen), used);
        }
    }

    private void saw(Sighting sighting) {
        ledger.add(sighting);
        seen.add(sighting);
        scene.hear(sighting);
    }

    @BeforeEach
    void open() throws IOException {
        scene.open();
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
        rtp.close();
        lane.close();
        assertThat(troubles).isEmpty();
    }

    private void dial(Ending ending, String uri, Reaction... reactions) {
        CallPlan plan = new CallPlan(1, "1001", "Ada", "flow", ending, List.of(reactions), SOON, TALK, SOON);
        lane.run(() -> scene.dial(plan, uri));
    }

    private String agent(String name) {
        return "sip:" + name + "@" + scene.agentsAddress();
    }

    private String announcement(String name) {
        return "sip:" + name + "@" + scene.playerAddress();
    }

    private <T extends Sighting> T sighting(Class<T> kind) {
        return await().until(
                        () -> seen.stream()
                                .filter(kind::isInstance)
                                .map(kind::cast)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private void callIsOver() {
        await().until(() -> seen.stream().anyMatch(s -> s instanceof TurnedAway)
                || ledger.call("1001").over());
    }

    @Test
    void theWelcomePlaysAndHangsUpAtItsEnd() {
        dial(Ending.AGENT_HANGS_UP, announcement("welcome"));
        assertThat(sighting(Plays.class).announcement()).isEqualTo("welcome");
        assertThat(sighting(Sighting.CallerReleased.class).at())
                .isAfterOrEqualTo(sighting(Plays.class).at().plusMillis(300));
    }

    @Test
    void theQueuePlaysUntilTheCallerLeaves() {
        dial(Ending.LEAVES_QUEUE, announcement("queue"));
        assertThat(sighting(Sighting.CallerLeft.class).cancelled()).isFalse();
        assertThat(sighting(Plays.class).announcement()).isEqualTo("queue");
    }

    @Test
    void anUnknownAnnouncementIsNotFound() {
        dial(Ending.AGENT_HANGS_UP, announcement("opera"));
        assertThat(sighting(TurnedAway.class).code()).isEqualTo(404);
    }

    @Test
    void anAgentAnswersAndTheyHearEachOtherUntilHeHangsUp() {
        dial(Ending.AGENT_HANGS_UP, agent("alice"));
        assertThat(sighting(Joined.class).agent()).isEqualTo("alice");
        await().until(() -> seen.stream().filter(s -> s instanceof Listened).count() == 2);
        assertThat(seen.stream().filter(s -> s instanceof Listened).map(Listened.class::cast))
                .allSatisfy(heard -> assertThat(heard.packets()).isGreaterThan(15))
                .extracting(Listened::ear)
                .containsExactlyInAnyOrder("alice", "1001");
        assertThat(sighting(Sighting.AgentDone.class).hungUp()).isTrue();
    }

    @Test
    void aCallerHangsUpAfterTheTalk() {
        dial(Ending.CALLER_HANGS_UP, agent("bob"));
        assertThat(sighting(Sighting.AgentDone.class).hungUp()).isFalse();
        callIsOver();
        assertThat(ledger.call("1001").talk())
                .hasValueSatisfying(talk -> assertThat(talk.talkTime()).isGreaterThanOrEqualTo(TALK.minusMillis(100)));
    }

    @Test
    void anAgentRefuses() {
        dial(Ending.AGENT_HANGS_UP, agent("carol"), Reaction.REFUSES);
        assertThat(sighting(TurnedAway.class).code()).isEqualTo(486);
        assertThat(sighting(Declined.class).agent()).isEqualTo("carol");
    }

    @Test
    void aCallerGivesUpWhileThePhoneRings() {
        dial(Ending.LEAVES_RINGING, agent("dave"), Reaction.IGNORES);
        assertThat(sighting(Withdrawn.class).agent()).isEqualTo("dave");
        assertThat(sighting(TurnedAway.class).code()).isEqualTo(487);
        assertThat(ledger.call("1001").leftWhileRinging()).contains("dave");
    }

    @Test
    void anAgentOnTheLineRefusesASecondCall() {
        dial(Ending.AGENT_HANGS_UP, agent("alice"));
        sighting(Joined.class);
        CallPlan second = new CallPlan(2, "1002", "Bela", "flow", Ending.AGENT_HANGS_UP, List.of(), SOON, TALK, SOON);
        lane.run(() -> scene.dial(second, agent("alice")));
        assertThat(sighting(TurnedAway.class)).satisfies(away -> {
            assertThat(away.caller()).isEqualTo("1002");
            assertThat(away.code()).isEqualTo(486);
        });
    }

    @Test
    void nobodyOfThatNameIsNotFound() {
        dial(Ending.AGENT_HANGS_UP, agent("eve"));
        assertThat(sighting(TurnedAway.class).code()).isEqualTo(404);
    }
}
