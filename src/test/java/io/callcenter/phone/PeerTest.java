package io.callcenter.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.demo.FreePort;
import io.callcenter.message.Addressing;
import io.callcenter.message.Body;
import io.callcenter.message.CSeq;
import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.sip.stack.CallHome;
import io.callcenter.sip.stack.DigestSettings;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipCounters;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two peers, each with a real SIP stack, on loopback. */
class PeerTest {
    private static final String OFFER = sdp(4000);
    private static final String ANSWER = sdp(5000);

    private final FreshNames names = KeyedNames.passing("peertest");
    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final PhoneThread lane = new PhoneThread("demo-phones", troubles::add);
    private final Peer here = peer();
    private final Peer there = peer();
    private final Party caller = new Party("caller");
    private final Party callee = new Party("callee");
    private final AtomicReference<IncomingCall> taken = new AtomicReference<>();
    private Consumer<IncomingCall> door = call -> {};

    private static String sdp(int port) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 8\r\n";
    }

    /** Notes what it hears. */
    private static final class Party implements io.callcenter.phone.Party {
        private final String name;
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();

        Party(String name) {
            this.name = name;
        }

        @Override
        public void progress(int code) {
            heard.add("progress " + code);
        }

        @Override
        public void accepted(String answer) {
            heard.add("accepted " + port(answer));
        }

        @Override
        public void refused(int code) {
            heard.add("refused " + code);
        }

        @Override
        public void acknowledged(String answer) {
            heard.add("acknowledged " + port(answer));
        }

        @Override
        public void cancelled() {
            heard.add("cancelled");
        }

        @Override
        public Optional<String> offered(String offer) {
            heard.add("offered " + port(offer));
            return Optional.of(ANSWER);
        }

        @Override
        public void ended() {
            heard.add("ended");
        }

        private static String port(String sdp) {
            return sdp.replaceAll("(?s).*m=audio (\\d+).*", "$1");
        }

        void hears(String... all) {
            await().untilAsserted(() -> assertThat(heard).as(name).containsExactly(all));
        }
    }

    private Peer peer() {
        SipStack stack = new Counting(LoopStack.open(SipSettings.on("udp:127.0.0.1:0"), names));
        return new Peer(new Wire(stack, names, lane, "peer-test"));
    }

    /** A real stack that counts the 2xx to INVITEs that come up. */
    private final class Counting implements SipStack {
        private final SipStack real;

        Counting(SipStack real) {
            this.real = real;
        }

        @Override
        public Credentials credentials(DigestSettings digest) {
            return real.credentials(digest);
        }

        @Override
        public SipCounters counters() {
            return real.counters();
        }

        @Override
        public void start(Consumer<SipEvent> listener) throws IOException {
            real.start(event -> {
                if (event instanceof SipEvent.ResponseIn in && in.response().code() == 200) {
                    answers.incrementAndGet();
                }
                listener.accept(event);
            });
        }

        @Override
        public void carryOut(SipOrder order) {
            real.carryOut(order);
        }

        @Override
        public CompletionStage<Hop> locate(String uri) {
            return real.locate(uri);
        }

        @Override
        public List<String> listening() {
            return real.listening();
        }

        @Override
        public CallHome home(String sipCallId) {
            return real.home(sipCallId);
        }

        @Override
        public int tasks() {
            return real.tasks();
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        here.start(call -> caller);
        there.start(call -> {
            taken.set(call);
            door.accept(call);
            return callee;
        });
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        lane.close();
        assertThat(troubles).isEmpty();
    }

    private OutgoingCall dial(Consumer<IncomingCall> then) {
        door = then;
        AtomicReference<OutgoingCall> made = new AtomicReference<>();
        here.locate("sip:bob@" + there.address(), target -> made.set(here.call(target, "Al", "al", OFFER, caller)));
        await().until(() -> made.get() != null);
        return made.get();
    }

    private static Consumer<IncomingCall> accepting() {
        return call -> {
            call.ring();
            call.accept(ANSWER);
        };
    }

    @Test
    void aCallRingsIsAcceptedAndAcknowledged() {
        dial(accepting());
        caller.hears("progress 180", "accepted 5000");
        callee.hears("acknowledged ");
        assertThat(taken.get().dialled()).isEqualTo("bob");
        assertThat(taken.get().caller()).isEqualTo("al");
        assertThat(taken.get().offer()).isEqualTo(OFFER);
    }

    @Test
    void theCallerHangsUp() {
        OutgoingCall call = dial(accepting());
        callee.hears("acknowledged ");
        lane.run(call::hangUp);
        callee.hears("acknowledged ", "ended");
        caller.hears("progress 180", "accepted 5000");
        assertThat(taken.get().over()).isTrue();
    }

    @Test
    void theCalleeHangsUpButNotBeforeTheAck() {
        dial(call -> {
            call.accept(ANSWER);
            call.hangUp();
        });
        caller.hears("accepted 5000", "ended");
        callee.hears("acknowledged ");
    }

    @Test
    void aBusyCalleeRefuses() {
        OutgoingCall call = dial(offered -> offered.refuse(486));
        caller.hears("refused 486");
        assertThat(call.over()).isTrue();
        assertThat(callee.heard).isEmpty();
    }

    @Test
    void aCallThatRingsIsCancelled() {
        OutgoingCall call = dial(IncomingCall::ring);
        caller.hears("progress 180");
        lane.run(call::hangUp);
        caller.hears("progress 180", "refused 487");
        callee.hears("cancelled");
    }

    @Test
    void aCallThatIsHungUpBeforeAnythingWasHeardIsCancelledToo() {
        AtomicReference<OutgoingCall> made = new AtomicReference<>();
        door = IncomingCall::ring;
        here.locate("sip:bob@" + there.address(), target -> {
            made.set(here.call(target, "Al", "al", OFFER, caller));
            made.get().hangUp();
        });
        callee.hears("cancelled");
        await().until(() -> made.get().over());
    }

    @Test
    void aPeerThatSaysNothingIsARefusal() throws IOException {
        int silent = FreePort.near(0);
        SipSettings impatient = SipSettings.on("udp:127.0.0.1:0").withT1(Duration.ofMillis(10));
        try (Peer hasty = new Peer(new Wire(LoopStack.open(impatient, names), names, lane, "peer-test"))) {
            hasty.start(call -> caller);
            hasty.locate("sip:bob@127.0.0.1:" + silent, to -> hasty.call(to, "", "al", OFFER, caller));
            await().untilAsserted(() -> assertThat(caller.heard).containsAnyOf("refused 408", "refused 503"));
        }
    }

    @Test
    void anOfferInTheDialogIsAnsweredAndTheCallGoesOn() {
        OutgoingCall call = dial(accepting());
        callee.hears("acknowledged ");
        OutgoingRequest invite = reinvite(Body.sdp(OFFER));
        caller.hears("progress 180", "accepted 5000", "offered 4000");
        acknowledge(invite, Body.NONE);
        caller.hears("progress 180", "accepted 5000", "offered 4000", "acknowledged ");
        lane.run(call::hangUp);
        callee.hears("acknowledged ", "ended");
    }

    @Test
    void anEmptyOfferInTheDialogIsAnsweredWithOneAndTheAckBringsTheAnswer() {
        dial(accepting());
        callee.hears("acknowledged ");
        OutgoingRequest invite = reinvite(Body.NONE);
        caller.hears("progress 180", "accepted 5000", "offered ");
        acknowledge(invite, Body.sdp(OFFER));
        caller.hears("progress 180", "accepted 5000", "offered ", "acknowledged 4000");
    }

    @Test
    void aSecondInviteBeforeTheAckOfTheFirstIsRefusedAndChangesNothing() {
        OutgoingCall call = dial(accepting());
        callee.hears("acknowledged ");
        OutgoingRequest first = reinvite(Body.sdp(OFFER));
        caller.hears("progress 180", "accepted 5000", "offered 4000");
        reinvite(Body.sdp(ANSWER));
        acknowledge(first, Body.NONE);
        caller.hears("progress 180", "accepted 5000", "offered 4000", "acknowledged ");
        lane.run(call::hangUp);
        callee.hears("acknowledged ", "ended");
    }

    @Test
    void aTwoHundredIsRepeatedUntilItsAck() {
        dial(accepting());
        callee.hears("acknowledged ");
        OutgoingRequest invite = reinvite(Body.sdp(OFFER));
        await().untilAsserted(() -> assertThat(answers.get()).isGreaterThanOrEqualTo(3));
        acknowledge(invite, Body.NONE);
        caller.hears("progress 180", "accepted 5000", "offered 4000", "acknowledged ");
    }

    /** The callee's side sends an INVITE in the dialog; its answers are only counted. */
    private OutgoingRequest reinvite(Body body) {
        IncomingCall call = taken.get();
        AtomicReference<OutgoingRequest> sent = new AtomicReference<>();
        lane.run(() -> {
            sent.set(call.dialog.request(Methods.INVITE, body));
            call.wire.stack().carryOut(new SipOrder.Send(sent.get(), call.dialog.hop()));
        });
        await().until(() -> sent.get() != null);
        return sent.get();
    }

    private void acknowledge(OutgoingRequest invite, Body body) {
        IncomingCall call = taken.get();
        Addressing ours = invite.draft().addressing();
        CSeq cseq = new CSeq(invite.number(), Methods.ACK);
        Draft ack = Draft.request(invite.draft().uri(), new Addressing(ours.from(), ours.to(), ours.callId(), cseq))
                .with(body);
        SipOrder order = new SipOrder.SendAck(new OutgoingRequest(names.branch(), ack), call.dialog.hop());
        lane.run(() -> call.wire.stack().carryOut(order));
    }

    @Test
    void manyCallsAtOnceDoNotMix() {
        List<String> users = java.util.stream.IntStream.range(0, 30)
                .mapToObj(i -> "user" + i)
                .toList();
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        door = call -> {
            seen.add(call.dialled());
            call.accept(ANSWER);
        };
        Party all = new Party("all");
        for (String user : users) {
            here.locate("sip:" + user + "@" + there.address(), target -> here.call(target, "", user, OFFER, all));
        }
        await().untilAsserted(() -> assertThat(all.heard).hasSize(30).allMatch("accepted 5000"::equals));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(users);
    }
}
