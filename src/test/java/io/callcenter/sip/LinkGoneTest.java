package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.Trust;
import io.callcenter.ids.LegId;
import io.callcenter.plain.PlainEvent;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller who hears music by TCP loses the connection: whether they live is found out at once. */
class LinkGoneTest {
    private final BlockingQueue<CallEvent> facts = new LinkedBlockingQueue<>();
    private Phone music;
    private LiveCalls liveCalls;
    private ServerSocket home;
    private RawStream caller;
    private int port;
    private String to = "";

    @BeforeEach
    void open() throws IOException {
        home = RawStream.server();
        music = Phone.on("music", "udp:127.0.0.1:0");
        SipSettings settings =
                SipSettings.on("udp:127.0.0.1:0", "tcp:127.0.0.1:0").withT1(Duration.ofMillis(50));
        KeyedNames names = KeyedNames.passing("center");
        SipStack stack = LoopStack.open(settings, names);
        LegSettings legs = new LegSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofHours(12),
                Duration.ofSeconds(15),
                "test",
                "",
                Credentials.NONE,
                Trust.DEFAULT,
                SetupRules.DEFAULT);
        liveCalls = new LiveCalls(
                new LiveCalls.Needs(settings, legs, names, stack, LegStore.none(), InstantSource.system(), () -> false),
                stack.counters());
        liveCalls.reportTo(event -> {
            facts.add(event);
            if (event instanceof CallEvent.Arrived arrived) {
                liveCalls.order(new CallOrder.Connect(
                        arrived.call(),
                        new LegId("leg-1"),
                        CallOrder.Purpose.ANNOUNCEMENT,
                        new CallOrder.Target(music.uri("udp"), Optional.empty()),
                        "",
                        List.of(),
                        Optional.empty()));
            }
        });
        liveCalls.start();
        String point = liveCalls.listening().get(1);
        port = Integer.parseInt(point.substring(point.lastIndexOf(':') + 1));
    }

    @AfterEach
    void close() throws IOException {
        liveCalls.close();
        music.close();
        home.close();
        caller.close();
    }

    private String text(String method, int cseq, String body) {
        return RawStream.request(method, "gone", home.getLocalPort())
                .replace("branch=z9hG4bKgone", "branch=z9hG4bK" + method + cseq)
                .replace("CSeq: 1 ", "CSeq: " + cseq + " ")
                .replace("To: <sip:support@127.0.0.1>", "To: <sip:support@127.0.0.1>" + to)
                .replace(
                        "Content-Length: 0\r\n",
                        body.isEmpty()
                                ? "Content-Length: 0\r\n"
                                : "Content-Type: application/sdp\r\nContent-Length: " + body.length() + "\r\n")
                .concat(body);
    }

    private String final200() throws IOException {
        String next = caller.receive();
        while (!next.startsWith("SIP/2.0 200")) {
            assertThat(next).startsWith("SIP/2.0 1");
            next = caller.receive();
        }
        return next;
    }

    private void hearsMusic() throws Exception {
        caller = RawStream.to(port);
        caller.send(text("INVITE", 1, Phone.SDP));
        music.respond(music.next(PlainEvent.RequestIn.class), 200);
        String ok = final200();
        to = RawPeer.field(ok, "To").replaceAll("^[^;]*", "");
        caller.send(text("ACK", 1, ""));
        musicGets("ACK");
        await().until(() -> facts.stream().anyMatch(CallEvent.Connected.class::isInstance));
        facts.clear();
    }

    /** Each answer has its ACK, and on a slow machine there is more than one. */
    private PlainEvent.RequestIn musicGets(String method) throws InterruptedException {
        PlainEvent.RequestIn next = music.next(PlainEvent.RequestIn.class);
        while (!next.request().method().equals(method)) {
            assertThat(next.request().method()).isEqualTo("ACK");
            next = music.next(PlainEvent.RequestIn.class);
        }
        return next;
    }

    private RawStream isAsked() throws IOException {
        RawStream again = RawStream.taken(home);
        String options = again.receive();
        assertThat(options).startsWith("OPTIONS sip:ann@127.0.0.1:" + home.getLocalPort());
        again.send(RawStream.answer(options, "200 OK", ""));
        return again;
    }

    @Test
    void whoseConnectionClosesIsAskedByANewOneAndTheCallGoesOn() throws Exception {
        hearsMusic();
        caller.close();
        try (RawStream again = isAsked()) {
            again.send(text("BYE", 2, ""));
            assertThat(again.receive()).startsWith("SIP/2.0 200");
        }
        musicGets("BYE");
        assertThat(facts.poll(5, TimeUnit.SECONDS)).isInstanceOf(CallEvent.CallerGone.class);
    }

    /** Each time by a connection to the same address: what was noted of the former one is forgotten with it. */
    @Test
    void whoClosesAfterEachMessageIsAskedAgainAndAgainButNotWithoutEnd() throws Exception {
        hearsMusic();
        caller.close();
        isAsked().close();
        for (int i = 0; i < 2; i++) {
            home.setSoTimeout(1_500);
            assertThatThrownBy(this::isAsked).isInstanceOf(SocketTimeoutException.class);
            home.setSoTimeout(5_000);
            isAsked().close();
        }
        assertThat(facts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCallEndsWhenNobodyAnswers(boolean listening) throws Exception {
        hearsMusic();
        if (!listening) {
            home.close();
        }
        caller.close();
        music.respond(musicGets("BYE"), 200);
        assertThat(facts.poll(5, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        CallEvent.CallerGone.class,
                        gone -> assertThat(gone.how()).isEqualTo(CallEvent.How.DEAD));
    }

    @Test
    void aReinviteGetsOne100_D1() throws Exception {
        hearsMusic();
        caller.send(
                text("INVITE", 2, Phone.SDP.replace("audio 4000", "audio 4002").replace("1 1 IN", "1 2 IN")));
        PlainEvent.RequestIn passedOn = musicGets("INVITE");
        assertThat(caller.receive()).startsWith("SIP/2.0 100");
        assertThat(caller.isQuiet()).isTrue();
        music.respond(passedOn, 200);
        assertThat(caller.receive()).startsWith("SIP/2.0 200");
        caller.send(text("ACK", 2, ""));
        musicGets("ACK");
    }
}
