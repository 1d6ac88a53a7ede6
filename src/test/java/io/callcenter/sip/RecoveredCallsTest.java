package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lanes of one process end, those of another take their calls up, among real phones on loopback (docs/design/legs.md 3.9, 7). */
class RecoveredCallsTest {
    private static final byte[] KEY = new byte[32];

    private final AtomicReference<SavedLegs> disk = new AtomicReference<>();
    private final BlockingQueue<CallEvent> facts = new LinkedBlockingQueue<>();
    private Phone caller;
    private Phone music;
    private LiveCalls liveCalls;
    private volatile Runnable saving = () -> {};
    private String point = "udp:127.0.0.1:0";
    private int epoch;

    @BeforeEach
    void open() throws Exception {
        caller = Phone.on("caller", "udp:127.0.0.1:0");
        music = Phone.on("music", "udp:127.0.0.1:0");
    }

    @AfterEach
    void close() {
        liveCalls.close();
        caller.close();
        music.close();
    }

    private void process(Consumer<LiveCalls> before) throws IOException {
        SipSettings settings = SipSettings.on(point);
        KeyedNames names = new KeyedNames(KEY, "center", ++epoch);
        SipStack stack = LoopStack.open(settings, names);
        LegStore store = new LegStore() {
            @Override
            public void save(SavedLegs saved, boolean waited, Consumer<Boolean> done) {
                saving.run();
                disk.set(saved);
                done.accept(true);
            }

            @Override
            public void forget(CallId call) {
                disk.set(null);
            }
        };
        liveCalls = new LiveCalls(
                new LiveCalls.Needs(
                        settings, LegSettings.defaults(), names, stack, store, InstantSource.system(), () -> false),
                stack.counters());
        liveCalls.reportTo(event -> {
            facts.add(event);
        });
        before.accept(liveCalls);
        liveCalls.start();
        point = liveCalls.listening().get(0);
    }

    private String center() {
        return "sip:support@127.0.0.1" + point.substring(point.lastIndexOf(':'));
    }

    private <T extends CallEvent> T fact(Class<T> kind) throws InterruptedException {
        while (true) {
            CallEvent next = facts.poll(5, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no " + kind.getSimpleName());
            }
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    /** A caller has come, and the music is asked for. */
    private void arrive(PlainRequest invite) throws Exception {
        caller.send(invite);
        CallId call = fact(CallEvent.Arrived.class).call();
        liveCalls.order(new CallOrder.Connect(
                call,
                new LegId("leg-1"),
                CallOrder.Purpose.ANNOUNCEMENT,
                new CallOrder.Target(music.uri("udp"), Optional.empty()),
                "",
                List.of(),
                Optional.empty()));
    }

    /** The caller hears music in the first process, which then dies. */
    private PlainResponse heardMusic(PlainRequest invite) throws Exception {
        arrive(invite);
        music.respond(music.next(PlainEvent.RequestIn.class), 200);
        PlainResponse ok = caller.answer(200);
        caller.ack(invite, ok);
        assertThat(music.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
        await().until(() -> disk.get() != null && disk.get().caller().confirmed());
        liveCalls.close();
        facts.clear();
        return ok;
    }

    @Test
    void aStepThatRunsAtTheEndIsDoneFirstAndNoDefect() throws Exception {
        process(first -> {});
        arrive(caller.invite(center(), PlainBody.sdp(Phone.SDP)));
        PlainEvent.RequestIn ringing = music.next(PlainEvent.RequestIn.class);
        CountDownLatch step = new CountDownLatch(1);
        CompletableFuture<Void> go = new CompletableFuture<>();
        saving = () -> {
            step.countDown();
            go.join();
        };
        music.respond(ringing, 486);
        assertThat(step.await(10, TimeUnit.SECONDS)).isTrue();
        Thread end = new Thread(liveCalls::close);
        end.start();
        await().until(() -> end.getState() == Thread.State.TIMED_WAITING || end.getState() == Thread.State.TERMINATED);

        go.complete(null);
        end.join(10_000);

        assertThat(disk.get().over()).isEmpty();
    }

    @Test
    void l57_whileCallsAreLoadedAByeWaitsAndThenWorks() throws Exception {
        process(first -> {});
        PlainRequest invite = caller.invite(center(), PlainBody.sdp(Phone.SDP));
        PlainResponse ok = heardMusic(invite);
        SavedLegs left = disk.get();
        process(LiveCalls::loading);
        caller.send(caller.inDialog("BYE", invite, ok, 2));
        await().until(() -> liveCalls.counters().parked.sum() == 1);

        CallLegs.Restored restored = liveCalls.takeUp(left);
        assertThat(restored.currentLeg()).contains(new LegId("leg-1"));
        assertThat(restored.facts()).hasAtLeastOneElementOfType(CallEvent.Connected.class);
        assertThat(caller.events).as("before loading is over").isEmpty();
        liveCalls.loaded();
        assertThat(caller.answer(200).method()).isEqualTo("BYE");
        PlainEvent.RequestIn bye = music.next(PlainEvent.RequestIn.class);
        assertThat(bye.request().method()).isEqualTo("BYE");
        assertThat(fact(CallEvent.CallerGone.class).call()).isEqualTo(left.call());
        music.respond(bye, 200);
        await().until(() -> disk.get() == null);
        assertThat(liveCalls.calls()).as("remembered for late messages").isEqualTo(1);
    }

    @Test
    void l57_aByeOfNoCallGets481WhenLoadingIsOverAndAForeignOneAtOnce() throws Exception {
        process(LiveCalls::loading);
        PlainRequest invite = caller.invite(center(), PlainBody.NONE);
        String ours = new KeyedNames(KEY, "center", 77).tag(invite.callId());
        caller.send(bye(invite, "foreign"));
        assertThat(caller.answer(481).method()).isEqualTo("BYE");
        caller.send(bye(invite, ours));
        await().until(() -> liveCalls.counters().parked.sum() == 1);
        assertThat(caller.events).isEmpty();
        liveCalls.loaded();
        assertThat(caller.answer(481).to().tag()).isEqualTo(ours);
    }

    private PlainRequest bye(PlainRequest invite, String tag) {
        PlainAddress to = invite.to().withTag(tag);
        return PlainRequest.of("BYE", invite.uri(), invite.callId(), invite.from(), to, 2, caller.names.branch())
                .withRoutes(invite.routes());
    }

    @Test
    void aNewCallGets100AtOnceAndArrivesWhenLoadingIsOver() throws Exception {
        process(LiveCalls::loading);
        caller.send(caller.invite(center(), PlainBody.sdp(Phone.SDP)));
        assertThat(caller.answer(100).method()).isEqualTo("INVITE");
        assertThat(facts.poll(300, TimeUnit.MILLISECONDS)).isNull();
        liveCalls.loaded();
        fact(CallEvent.Arrived.class);
    }

    @Test
    void aCallerWhoWasNotAnsweredGets503FromTheNextProcess() throws Exception {
        process(first -> {});
        caller.send(caller.invite(center(), PlainBody.sdp(Phone.SDP)));
        caller.answer(100);
        fact(CallEvent.Arrived.class);
        await().until(() -> disk.get() != null);
        SavedLegs left = disk.get();
        liveCalls.close();
        process(LiveCalls::loading);
        CallLegs.Restored restored = liveCalls.takeUp(left);
        liveCalls.loaded();
        PlainResponse refusal = caller.answer(503);
        assertThat(refusal.headers().first("Retry-After")).isPresent();
        assertThat(restored.facts()).hasAtLeastOneElementOfType(CallEvent.CallEnded.class);
        await().atMost(Duration.ofSeconds(10)).until(() -> liveCalls.open() == 0);
    }
}
