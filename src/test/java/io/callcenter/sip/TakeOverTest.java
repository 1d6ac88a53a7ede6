package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainHeaders;
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

/** INVITEs with Replaces, whose messages may come in on another thread than those of the call that they name, over loopback. */
@OnThreeLoops
class TakeOverTest {
    private static final String[] LOOPBACK = {"udp:127.0.0.1:0"};

    private final BlockingQueue<CallEvent> facts = new LinkedBlockingQueue<>();
    private LiveCalls calls;
    private Phone bob;
    private Phone ann;
    private Phone joe;
    private PlainRequest rung;
    private String annsTag;
    private CallId call;

    /** Bob talks to Ann. */
    @BeforeEach
    void talk() throws Exception {
        open(LegSettings.defaults());
        PlainRequest invite = bob.invite(center(), PlainBody.sdp(Phone.SDP));
        bob.send(invite);
        call = fact(CallEvent.Arrived.class).call();
        calls.order(new CallOrder.Connect(
                call,
                new LegId("leg"),
                CallOrder.Purpose.AGENT,
                new CallOrder.Target(ann.uri("udp"), Optional.empty()),
                "",
                List.of(),
                Optional.empty()));
        PlainEvent.RequestIn rings = ann.next(PlainEvent.RequestIn.class);
        rung = rings.request();
        annsTag = ann.respond(rings, 200).to().tag();
        bob.ack(invite, bob.answer(200));
        assertThat(ann.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
        fact(CallEvent.Connected.class);
    }

    private void open(LegSettings settings) throws Exception {
        bob = Phone.on("bob", LOOPBACK);
        ann = Phone.on("ann", LOOPBACK);
        joe = Phone.on("joe", LOOPBACK);
        SipSettings sip = SipSettings.on(LOOPBACK);
        KeyedNames names = KeyedNames.passing("center");
        SipStack stack = LoopStack.open(sip, names);
        calls = new LiveCalls(
                new LiveCalls.Needs(sip, settings, names, stack, LegStore.none(), InstantSource.system(), () -> false),
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

    private String center() {
        String point = calls.listening().get(0);
        return "sip:support@127.0.0.1" + point.substring(point.lastIndexOf(':'));
    }

    private <T extends CallEvent> T fact(Class<T> type) throws InterruptedException {
        while (true) {
            CallEvent next = facts.poll(5, TimeUnit.SECONDS);
            assertThat(next).as(type.getSimpleName()).isNotNull();
            if (type.isInstance(next)) {
                return type.cast(next);
            }
        }
    }

    private PlainRequest taking(String callId, String... more) {
        PlainHeaders headers = PlainHeaders.NONE.with(
                "Replaces", callId + ";to-tag=" + rung.from().tag() + ";from-tag=" + annsTag);
        for (int i = 0; i < more.length; i += 2) {
            headers = headers.with(more[i], more[i + 1]);
        }
        PlainRequest bare = joe.invite(center(), PlainBody.sdp(Phone.SDP));
        return new PlainRequest(
                bare.method(),
                bare.uri(),
                bare.callId(),
                bare.from(),
                bare.to(),
                bare.cseq(),
                bare.branch(),
                "sip:joe@127.0.0.1:" + joe.port(),
                List.of(),
                List.of(),
                70,
                headers,
                bare.body());
    }

    @Test
    void theCallerGoesToWhoeverTakesThePlace() throws Exception {
        PlainRequest invite = taking(rung.callId(), "Require", "replaces");
        joe.send(invite);
        CallEvent.TakeAsked asked = fact(CallEvent.TakeAsked.class);
        assertThat(asked.call()).isEqualTo(call);
        calls.order(new CallOrder.Take(call, asked.taker(), CallOrder.Purpose.AGENT, 200));
        PlainEvent.RequestIn moved = bob.next(PlainEvent.RequestIn.class);
        assertThat(moved.request().method()).isEqualTo("INVITE");
        bob.respond(moved, 200);
        PlainResponse ok = joe.answer(200);
        joe.ack(invite, ok);
        assertThat(bob.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");
        PlainEvent.RequestIn bye = ann.next(PlainEvent.RequestIn.class);
        assertThat(bye.request().method()).isEqualTo("BYE");
        ann.respond(bye, 200);
        fact(CallEvent.Connected.class);
        String name = invite.callId() + ";to-tag=" + ok.to().tag() + ";from-tag="
                + invite.from().tag();
        assertThat(calls.replaced(name)).contains(new LiveCalls.Replaced(call, false));
        joe.send(joe.inDialog("BYE", invite, ok, 2));
        joe.answer(200);
        assertThat(fact(CallEvent.LegEnded.class).leg()).isNotEqualTo(asked.taker());
        assertThat(fact(CallEvent.LegEnded.class).leg()).isEqualTo(asked.taker());
    }

    @Test
    void whatNamesNoCallIsUnknownAndMakesNone() throws Exception {
        joe.send(taking("nobody@x"));
        joe.answer(481);
        joe.send(taking(rung.callId(), "Replaces", "1@x;to-tag=a;from-tag=b"));
        joe.answer(400);
        joe.send(taking(rung.callId(), "Join", "1@x;to-tag=a;from-tag=b"));
        joe.answer(400);
        assertThat(calls.calls()).isEqualTo(1);
    }

    @Test
    void withoutTheSettingItIsACallLikeOthers() throws Exception {
        close();
        open(LegSettings.defaults().with(SetupRules.DEFAULT.withReplaces(false)));
        joe.send(taking("nobody@x", "Require", "replaces"));
        joe.answer(420);
        joe.send(taking("nobody@x"));
        fact(CallEvent.Arrived.class);
    }
}
