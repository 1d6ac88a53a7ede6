package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.Trust;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.call.PhoneEvent;
import io.callcenter.sip.call.Subscriptions;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions to registrations, over real sockets. */
class SubscriptionsTest {
    private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
    private final Set<String> seen = new HashSet<>();
    private RawPeer registrar;
    private LiveCalls calls;
    private Subscriptions subscriptions;
    private String subscribe;
    private int cseq;

    @BeforeEach
    void open() throws IOException {
        SipSettings settings = SipSettings.on("udp:127.0.0.1:0").withT1(Duration.ofMillis(50));
        KeyedNames names = KeyedNames.passing("center");
        SipStack stack = LoopStack.open(settings, names);
        LegSettings legs = new LegSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofHours(12),
                Duration.ofSeconds(55),
                "test",
                "",
                Credentials.NONE,
                Trust.DEFAULT,
                SetupRules.DEFAULT);
        calls = new LiveCalls(
                new LiveCalls.Needs(settings, legs, names, stack, LegStore.none(), InstantSource.system(), () -> false),
                stack.counters());
        subscriptions = calls.subscriptions(PhoneEvent.REG, 20);
        subscriptions.watch("tel:1", told::add);
        assertThat(told).isEmpty();
        calls.start();
        String point = calls.listening().get(0);
        registrar = new RawPeer("127.0.0.1", Integer.parseInt(point.substring(point.lastIndexOf(':') + 1)));
    }

    @AfterEach
    void close() {
        calls.close();
        registrar.close();
    }

    private Runnable watch() throws InterruptedException {
        assertThat(told()).as("of a number, once the stack runs").isZero();
        return subscriptions.watch("sip:ann@127.0.0.1:" + registrar.port(), told::add);
    }

    private int told() throws InterruptedException {
        Integer next = told.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("something told").isNotNull();
        return next;
    }

    /** The next SUBSCRIBE that is no repeat. */
    private String asked() throws IOException {
        String next = registrar.receive();
        while (!next.startsWith("SUBSCRIBE") || !seen.add(RawPeer.field(next, "Via"))) {
            next = registrar.receive();
        }
        return next;
    }

    private void answer(String request, String status, String... more) throws IOException {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : new String[] {"Via", "From", "To", "Call-ID", "CSeq"}) {
            String value = RawPeer.field(request, name);
            boolean bare = name.equals("To") && !value.contains(";tag=");
            response.append(name + ": " + value + (bare ? ";tag=reg" : "") + "\r\n");
        }
        for (String line : more) {
            response.append(line).append("\r\n");
        }
        registrar.send(response.append("Content-Length: 0\r\n\r\n").toString());
    }

    /** Takes a SUBSCRIBE; its dialog is that of the NOTIFYs. */
    private String accept(int expires) throws IOException {
        String request = asked();
        if (!RawPeer.field(request, "To").contains(";tag=")) {
            subscribe = request;
            cseq = 0;
        }
        answer(request, "200 OK", contact(), "Expires: " + expires);
        return request;
    }

    private String contact() {
        return "Contact: <sip:registrar@127.0.0.1:" + registrar.port() + ">";
    }

    private static String reginfo(String contact) {
        return "<?xml version=\"1.0\"?><reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"0\" state=\"full\">"
                + "<registration aor=\"sip:ann@h\" id=\"a\" state=\"active\"><contact id=\"1\" state=\"" + contact
                + "\" event=\"registered\"><uri>sip:ann@10.0.0.1</uri></contact></registration></reginfo>";
    }

    private String notification(String state, String body) {
        cseq++;
        return String.join(
                "\r\n",
                "NOTIFY " + RawPeer.field(subscribe, "Contact").replaceAll("[<>]", "") + " SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:" + registrar.port() + ";branch=z9hG4bK" + UUID.randomUUID(),
                "From: " + RawPeer.field(subscribe, "To") + ";tag=reg",
                "To: " + RawPeer.field(subscribe, "From"),
                "Call-ID: " + RawPeer.field(subscribe, "Call-ID"),
                "CSeq: " + cseq + " NOTIFY",
                "Max-Forwards: 70",
                contact(),
                "Event: reg",
                "Subscription-State: " + state,
                "Content-Type: application/reginfo+xml",
                "Content-Length: " + body.length(),
                "",
                body);
    }

    private String sent(String notify) throws IOException {
        registrar.send(notify);
        String next = registrar.receive();
        while (!next.startsWith("SIP/2.0") || !seen.add(RawPeer.field(next, "Via"))) {
            next = registrar.receive();
        }
        return next.substring(8, 11);
    }

    private void tells(String state, String body) throws IOException {
        assertThat(sent(notification(state, body))).isEqualTo("200");
    }

    @Test
    void contactsAreTold() throws Exception {
        watch();
        assertThat(accept(600)).contains("Event: reg\r\n", "Accept: application/reginfo+xml\r\n", "Expires: 600\r\n");

        tells("active;expires=600", reginfo("terminated"));
        assertThat(told()).isEqualTo(Subscriptions.AWAY);
        tells("active;expires=600", reginfo("active"));
        assertThat(told()).isEqualTo(Subscriptions.THERE);
        tells("active;expires=600", reginfo("active"));
        tells("active;expires=600", reginfo("terminated"));
        assertThat(told()).isEqualTo(Subscriptions.AWAY);
    }

    @Test
    void aNotifyMayBeFasterThanTheAnswer() throws Exception {
        watch();
        subscribe = asked();
        tells("active", reginfo("active"));
        assertThat(told()).isEqualTo(Subscriptions.THERE);
        answer(subscribe, "202 Accepted", contact());
        tells("active", reginfo("terminated"));
        assertThat(told()).isEqualTo(Subscriptions.AWAY);
    }

    @Test
    void itIsRenewedInTheSameDialogAndEnded() throws Exception {
        Runnable end = watch();
        accept(1);
        tells("active", reginfo("active"));
        assertThat(accept(600))
                .startsWith("SUBSCRIBE sip:registrar@")
                .contains("Call-ID: " + RawPeer.field(subscribe, "Call-ID"), ";tag=reg\r\n", "CSeq: 2 SUBSCRIBE");

        end.run();
        assertThat(accept(0)).contains("Expires: 0\r\n", "Call-ID: " + RawPeer.field(subscribe, "Call-ID"));
        tells("terminated;reason=timeout", reginfo("terminated"));
        assertThat(told()).isEqualTo(Subscriptions.THERE);
        assertThat(told).isEmpty();
    }

    @Test
    void aStopEndsThem() throws Exception {
        watch();
        accept(600);
        tells("active", reginfo("active"));
        calls.endSubscriptions();
        assertThat(accept(0)).contains("Expires: 0\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {489, 403, 503})
    void aRefusalIsTold(int code) throws Exception {
        watch();
        answer(asked(), code + " No");
        assertThat(told()).isEqualTo(code);
    }

    @Test
    void silenceIsTold() throws Exception {
        watch();
        asked();
        assertThat(told()).isEqualTo(408);
    }

    @Test
    void aSubscriptionThatThePeerHasForgottenBeginsAnew() throws Exception {
        watch();
        accept(1);
        tells("active", reginfo("active"));
        String old = RawPeer.field(subscribe, "Call-ID");
        answer(asked(), "481 Gone");
        assertThat(accept(600)).doesNotContain(old, ";tag=reg");
        tells("active", reginfo("terminated"));
        assertThat(told()).isEqualTo(Subscriptions.THERE);
        assertThat(told()).isEqualTo(Subscriptions.AWAY);
    }

    @Test
    void aRejectionByNotifyIsARefusal() throws Exception {
        watch();
        accept(600);
        tells("terminated;reason=rejected", "");
        assertThat(told()).isEqualTo(403);
        assertThat(sent(notification("active", reginfo("active")))).isEqualTo("481");
    }

    @Test
    void whatIsNotOfTheSubscriptionIsRefused() throws Exception {
        watch();
        accept(600);
        tells("active", reginfo("active"));
        assertThat(told()).isEqualTo(Subscriptions.THERE);
        String gone = reginfo("terminated");

        assertThat(sent(notification("active", gone).replace(";tag=reg", ";tag=else")))
                .isEqualTo("481");
        assertThat(sent(notification("active", gone).replace("Call-ID: ", "Call-ID: x")))
                .isEqualTo("481");
        assertThat(sent(notification("active", gone).replaceAll("CSeq: [0-9]+", "CSeq: 1")))
                .isEqualTo("500");
        assertThat(sent(notification("active", gone).replace("Event: reg", "Event: presence")))
                .isEqualTo("489");
        assertThat(sent(notification("active", gone).replace("Subscription-State", "X-State")))
                .isEqualTo("400");
        assertThat(sent(notification("active", gone).replace("application/reginfo+xml", "text/plain")))
                .isEqualTo("415");
        tells("active", "<reginfo");
        assertThat(told).isEmpty();
        tells("active", gone);
        assertThat(told()).isEqualTo(Subscriptions.AWAY);
    }
}
