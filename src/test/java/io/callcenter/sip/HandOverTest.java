package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Legs that go from one call to another, whose messages may come in on other threads, over loopback. */
@OnThreeLoops
class HandOverTest {
    private static final String[] LOOPBACK = {"udp:127.0.0.1:0"};

    private final BlockingQueue<CallEvent> facts = new LinkedBlockingQueue<>();
    private LiveCalls calls;
    private Phone bob;
    private Phone ann;
    private Phone joe;

    /** A call and how its caller knows it. */
    private record Talk(CallId call, PlainRequest invite, PlainResponse ok) {}

    @BeforeEach
    void open() throws Exception {
        bob = Phone.on("bob", LOOPBACK);
        ann = Phone.on("ann", LOOPBACK);
        joe = Phone.on("joe", LOOPBACK);
        SipSettings settings = SipSettings.on(LOOPBACK);
        KeyedNames names = KeyedNames.passing("center");
        SipStack stack = LoopStack.open(settings, names);
        calls = new LiveCalls(
                new LiveCalls.Needs(
                        settings,
                        LegSettings.defaults(),
                        names,
                        stack,
                        LegStore.none(),
                        InstantSource.system(),
                        () -> false),
                stack.counters());
        calls.reportTo(facts::add);
        calls.start();
    }

    @AfterEach
    void close() {
        calls.close();
        bob.close();
        ann.close();
        joe.close();
    }

    private <T extends CallEvent> T fact(CallId call, Class<T> type) throws InterruptedException {
        while (true) {
            CallEvent next = facts.poll(5, TimeUnit.SECONDS);
            assertThat(next).as(type.getSimpleName()).isNotNull();
            if (type.isInstance(next) && (call == null || next.call().equals(call))) {
                return type.cast(next);
            }
        }
    }

    /** The one calls, the other is rung as an agent and answers. */
    private Talk talk(Phone from, Phone agent) throws Exception {
        String point = calls.listening().get(0);
        PlainRequest invite = from.invite(
                "sip:support@127.0.0.1" + point.substring(point.lastIndexOf(':')), PlainBody.sdp(Phone.SDP));
        from.send(invite);
        CallId call = fact(null, CallEvent.Arrived.class).call();
        calls.order(new CallOrder.Connect(
                call,
                new LegId("leg"),
                CallOrder.Purpose.AGENT,
                new CallOrder.Target(agent.uri("udp"), Optional.empty()),
                "",
                List.of(),
                Optional.empty()));
        agent.respond(agent.next(PlainEvent.RequestIn.class), 200);
        PlainResponse ok = from.answer(200);
        from.ack(invite, ok);
        assertThat(agent.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
        fact(call, CallEvent.Connected.class);
        return new Talk(call, invite, ok);
    }

    private static String replaces(PlainRequest invite, String one, String other) {
        return invite.callId() + ";to-tag=" + one + ";from-tag=" + other;
    }

    @Test
    void dialogsAreKnownByTheirNamesWithTheirTagsInEitherOrder() throws Exception {
        Talk talk = talk(bob, joe);
        String ours = talk.ok().to().tag();
        String theirs = talk.invite().from().tag();
        LiveCalls.Replaced dialog = new LiveCalls.Replaced(talk.call(), true);
        assertThat(calls.replaced(replaces(talk.invite(), ours, theirs))).contains(dialog);
        assertThat(calls.replaced(replaces(talk.invite(), theirs, ours))).contains(dialog);
        assertThat(calls.replaced(replaces(talk.invite(), ours, "other")))
                .contains(new LiveCalls.Replaced(talk.call(), false));
        assertThat(calls.replaced(replaces(talk.invite(), "other", theirs))).isEmpty();
        assertThat(calls.replaced("")).isEmpty();
    }

    @Test
    void aLegGoesToAnotherCallWithItsDialog() throws Exception {
        for (int i = 0; i < 6; i++) {
            Talk first = talk(bob, ann);
            Talk second = talk(ann, joe);
            calls.order(new CallOrder.Hand(second.call(), new LegId("leg"), first.call(), new LegId("adopted")));
            PlainEvent.RequestIn asked = joe.next(PlainEvent.RequestIn.class);
            assertThat(asked.request().method()).isEqualTo("INVITE");
            assertThat(asked.request().body().isEmpty()).isTrue();
            joe.respond(asked, 200);
            PlainEvent.RequestIn moved = bob.next(PlainEvent.RequestIn.class);
            assertThat(moved.request().method()).isEqualTo("INVITE");
            bob.respond(moved, 200);
            fact(first.call(), CallEvent.Connected.class);
            assertThat(joe.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
            assertThat(bob.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
            PlainEvent.RequestIn bye = ann.next(PlainEvent.RequestIn.class);
            assertThat(bye.request().method()).isEqualTo("BYE");
            ann.respond(bye, 200);
            calls.order(new CallOrder.End(second.call(), ""));
            PlainEvent.RequestIn end = ann.next(PlainEvent.RequestIn.class);
            assertThat(end.request().callId()).isEqualTo(second.invite().callId());
            ann.respond(end, 200);
            calls.order(new CallOrder.End(first.call(), ""));
            for (Phone phone : List.of(bob, joe)) {
                PlainEvent.RequestIn last = phone.next(PlainEvent.RequestIn.class);
                assertThat(last.request().method()).isEqualTo("BYE");
                phone.respond(last, 200);
            }
            fact(first.call(), CallEvent.CallEnded.class);
        }
    }

    @Test
    void aCallThatIsNotThereHandsNothingOver() throws Exception {
        Talk talk = talk(bob, ann);
        calls.order(new CallOrder.Hand(new CallId("none"), new LegId("leg"), talk.call(), new LegId("adopted")));
        assertThat(fact(talk.call(), CallEvent.Refused.class).code()).isEqualTo(487);
    }

    @Test
    void aLegThatGoesToACallThatIsNotThereIsEnded() throws Exception {
        Talk talk = talk(ann, joe);
        calls.order(new CallOrder.Hand(talk.call(), new LegId("leg"), new CallId("none"), new LegId("adopted")));
        PlainEvent.RequestIn end = joe.next(PlainEvent.RequestIn.class);
        assertThat(end.request().method()).isEqualTo("BYE");
        joe.respond(end, 200);
    }
}
