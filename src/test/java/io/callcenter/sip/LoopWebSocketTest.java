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
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.transport.Browser;
import io.callcenter.transport.KeyStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private static Phone centre(String transport) throws Exception {
        return Phone.on(
                "centre",
                SipSettings.on(transport + ":127.0.0.1:0")
                        .withTls(new SipSettings.Tls(
                                own.toString(), trust.toString(), KeyStores.PASSWORD, SipSettings.Tls.ClientAuth.NONE))
                        .withT1(Duration.ofMillis(100)));
    }

    private static Browser browser(Phone centre, String transport) throws Exception {
        Browser browser = new Browser(KeyStores.peer(null, trust));
        browser.connect(transport, "127.0.0.1", centre.port(), "/");
        return browser;
    }

    private static String request(String method, String transport, String toTag, String body) {
        return String.join(
                "\r\n",
                method + " sip:centre@127.0.0.1;transport=ws SIP/2.0",
                "Via: SIP/2.0/" + transport.toUpperCase() + " df7jal23ls0d.invalid;branch=z9hG4bK" + method + ";rport",
                "From: <sip:phone@example.com>;tag=1",
                "To: <sip:centre@127.0.0.1>" + toTag,
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

    private static PlainRequest bye(Phone centre, PlainRequest invite) {
        return new PlainRequest(
                "BYE",
                invite.contact(),
                invite.callId(),
                new PlainAddress("", "sip:centre@127.0.0.1", "tag-" + centre.port()),
                invite.from(),
                1,
                centre.names.branch(),
                "",
                List.of(),
                List.of(),
                70,
                PlainHeaders.NONE,
                PlainBody.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aBrowserCallsAndIsHungUpOn(String transport) throws Exception {
        try (Phone centre = centre(transport);
                Browser browser = browser(centre, transport)) {
            browser.text(request("INVITE", transport, "", Phone.SDP));
            PlainEvent.RequestIn in = centre.next(PlainEvent.RequestIn.class);
            assertThat(in.hop().transport()).isEqualTo(transport);
            assertThat(in.request().contact()).isEqualTo(CONTACT);
            assertThat(in.request().body().text()).isEqualTo(Phone.SDP);
            assertThat(browser.next()).startsWith("SIP/2.0 100 ");
            centre.respond(in, 200);
            String ok = browser.next();
            assertThat(ok).startsWith("SIP/2.0 200 OK").contains("m=audio");
            browser.text(request("ACK", transport, ok.replaceAll("(?s).*\r\nTo: [^\r]*(;tag=[^;\r]*).*", "$1"), ""));
            assertThat(centre.next(PlainEvent.RequestIn.class).request().method())
                    .isEqualTo("ACK");

            Plain.carryOut(centre.stack, new PlainOrder.Send(bye(centre, in.request()), in.hop()));
            String bye = browser.next();
            assertThat(bye)
                    .startsWith("BYE " + CONTACT + " SIP/2.0\r\n")
                    .contains("Via: SIP/2.0/" + transport.toUpperCase() + " 127.0.0.1:");
            browser.text(answer(bye, "200 OK", ""));
            assertThat(centre.answer(200).method()).isEqualTo("BYE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aBrowserIsCalledOverItsConnection(String transport) throws Exception {
        try (Phone centre = centre(transport);
                Browser browser = browser(centre, transport)) {
            Hop hop = hello(centre, browser, transport);
            PlainRequest invite = centre.invite(CONTACT, PlainBody.sdp(Phone.SDP));
            Plain.carryOut(centre.stack, new PlainOrder.Send(invite, hop));
            String came = browser.next();
            assertThat(came).startsWith("INVITE " + CONTACT + " SIP/2.0\r\n");
            browser.text(answer(came, "200 OK", ";tag=browser"));
            PlainRequest ack = centre.inDialog("ACK", invite, centre.answer(200), 1);
            Plain.carryOut(centre.stack, new PlainOrder.SendAck(ack, hop));
            assertThat(browser.next()).startsWith("ACK " + CONTACT + " SIP/2.0\r\n");
        }
    }

    private static Hop hello(Phone centre, Browser browser, String transport) throws Exception {
        browser.text(request("OPTIONS", transport, "", ""));
        PlainEvent.RequestIn in = centre.next(PlainEvent.RequestIn.class);
        centre.respond(in, 200);
        assertThat(browser.next()).startsWith("SIP/2.0 200 OK");
        return in.hop();
    }

    @Test
    void aBrowserThatHasGoneIsNowhereAtOnce() throws Exception {
        try (Phone centre = centre("ws")) {
            Hop hop;
            try (Browser browser = browser(centre, "ws")) {
                hop = hello(centre, browser, "ws");
            }
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> {
                centre.events.clear();
                PlainRequest invite = centre.invite(CONTACT, PlainBody.NONE);
                Plain.carryOut(centre.stack, new PlainOrder.Send(invite, hop));
                assertThat(centre.next(PlainEvent.Unsent.class))
                        .isEqualTo(new PlainEvent.Unsent(invite.branch(), SipEvent.Why.NOWHERE));
            });
        }
    }

    @Test
    void noNameOfAWebSocketIsLookedUp() throws Exception {
        try (Phone centre = centre("ws")) {
            assertThatThrownBy(() -> centre.hop(CONTACT))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("opened by peers only");
        }
    }
}
