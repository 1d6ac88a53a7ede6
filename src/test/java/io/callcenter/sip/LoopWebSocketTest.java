package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.transport.Browser;
import io.callcenter.transport.KeyStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones in browsers (RFC 7118): everything goes over the connection that they have opened. */
class LoopWebSocketTest {
    private static final String CONTACT = "sip:7hkq@df7jal23ls0d.invalid;transport=ws";
    private static final Pattern FIELD = Pattern.compile("(?im)^(Via|From|To|Call-ID|CSeq):(.*)$");

    @TempDir
    private static Path folder;

    private static Path own;
    private static Path trust;

    @BeforeAll
    static void keys() throws Exception {
        KeyStores stores = new KeyStores(folder);
        own = stores.keys("own", "ip:127.0.0.1");
        trust = stores.trusting("trust", own);
    }

    private static Phone center(String transport) throws Exception {
        return Phone.on(
                "center",
                SipSettings.on(transport + ":127.0.0.1:0")
                        .withTls(new SipSettings.Tls(
                                own.toString(), trust.toString(), KeyStores.PASSWORD, SipSettings.Tls.ClientAuth.NONE))
                        .withT1(Duration.ofMillis(100)));
    }

    private static Browser browser(Phone center, String transport) throws Exception {
        Browser browser = new Browser(KeyStores.peer(null, trust));
        browser.connect(transport, "127.0.0.1", center.port(), "/");
        return browser;
    }

    private static String request(String method, String transport, String toTag, String body) {
        return String.join(
                "\r\n",
                method + " sip:center@127.0.0.1;transport=ws SIP/2.0",
                "Via: SIP/2.0/" + transport.toUpperCase() + " df7jal23ls0d.invalid;branch=z9hG4bK" + method + ";rport",
                "From: <sip:phone@example.com>;tag=1",
                "To: <sip:center@127.0.0.1>" + toTag,
                "Call-ID: browser",
                "CSeq: " + (method.equals("OPTIONS") ? 7 : 1) + " " + method,
                "Contact: <" + CONTACT + ">",
                "Max-Forwards: 70",
                body.isEmpty() ? "Content-Length: 0" : "Content-Type: application/sdp",
                "",
                body);
    }

    private static String answer(String request, String status, String tag) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + "\r\n");
        Matcher field = FIELD.matcher(request);
        while (field.find()) {
            boolean to = field.group(1).equalsIgnoreCase("To");
            response.append(field.group().strip()).append(to ? tag : "").append("\r\n");
        }
        return response.append("Contact: <" + CONTACT + ">\r\nContent-Length: 0\r\n\r\n")
                .toString();
    }

    private static PlainRequest bye(Phone center, PlainRequest invite) {
        return PlainRequest.of(
                "BYE",
                invite.contact(),
                invite.callId(),
                new PlainAddress("", "sip:center@127.0.0.1", "tag-" + center.port()),
                invite.from(),
                1,
                center.names.branch());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aBrowserCallsAndIsHungUpOn(String transport) throws Exception {
        try (Phone center = center(transport);
                Browser browser = browser(center, transport)) {
            browser.text(request("INVITE", transport, "", Phone.SDP));
            PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
            assertThat(in.hop().transport()).isEqualTo(transport);
            assertThat(in.request().contact()).isEqualTo(CONTACT);
            assertThat(in.request().body().text()).isEqualTo(Phone.SDP);
            assertThat(browser.next()).startsWith("SIP/2.0 100 ");
            center.respond(in, 200);
            String ok = browser.next();
            assertThat(ok).startsWith("SIP/2.0 200 OK").contains("m=audio");
            browser.text(request("ACK", transport, ok.replaceAll("(?s).*\r\nTo: [^\r]*(;tag=[^;\r]*).*", "$1"), ""));
            assertThat(center.next(PlainEvent.RequestIn.class).request().method())
                    .isEqualTo("ACK");

            Plain.carryOut(center.stack, new PlainOrder.Send(bye(center, in.request()), in.hop()));
            String bye = browser.next();
            assertThat(bye)
                    .startsWith("BYE " + CONTACT + " SIP/2.0\r\n")
                    .contains("Via: SIP/2.0/" + transport.toUpperCase() + " 127.0.0.1:");
            browser.text(answer(bye, "200 OK", ""));
            assertThat(center.answer(200).method()).isEqualTo("BYE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aBrowserIsCalledOverItsConnection(String transport) throws Exception {
        try (Phone center = center(transport);
                Browser browser = browser(center, transport)) {
            Hop hop = hello(center, browser, transport);
            PlainRequest invite = center.invite(CONTACT, PlainBody.sdp(Phone.SDP));
            Plain.carryOut(center.stack, new PlainOrder.Send(invite, hop));
            String came = browser.next();
            assertThat(came).startsWith("INVITE " + CONTACT + " SIP/2.0\r\n");
            browser.text(answer(came, "200 OK", ";tag=browser"));
            PlainRequest ack = center.inDialog("ACK", invite, center.answer(200), 1);
            Plain.carryOut(center.stack, new PlainOrder.SendAck(ack, hop));
            assertThat(browser.next()).startsWith("ACK " + CONTACT + " SIP/2.0\r\n");
        }
    }

    private static Hop hello(Phone center, Browser browser, String transport) throws Exception {
        browser.text(request("OPTIONS", transport, "", ""));
        PlainEvent.RequestIn in = center.next(PlainEvent.RequestIn.class);
        center.respond(in, 200);
        assertThat(browser.next()).startsWith("SIP/2.0 200 OK");
        return in.hop();
    }

    @Test
    void aBrowserThatHasGoneIsNowhereAtOnce() throws Exception {
        try (Phone center = center("ws")) {
            Hop hop;
            try (Browser browser = browser(center, "ws")) {
                hop = hello(center, browser, "ws");
            }
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> {
                center.events.clear();
                PlainRequest invite = center.invite(CONTACT, PlainBody.NONE);
                Plain.carryOut(center.stack, new PlainOrder.Send(invite, hop));
                assertThat(center.next(PlainEvent.Unsent.class))
                        .isEqualTo(new PlainEvent.Unsent(invite.branch(), SipEvent.Why.NOWHERE));
            });
        }
    }

    @Test
    void noNameOfAWebSocketIsLookedUp() throws Exception {
        try (Phone center = center("ws")) {
            assertThatThrownBy(() -> center.hop(CONTACT))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("opened by peers only");
        }
    }
}
