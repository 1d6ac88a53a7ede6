package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.ids.CallId;
import io.callcenter.sip.stack.KeyedNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The legs' part of a saved call: what version 1 has written is still taken up, what is written now is read as it was. */
class SavedLegsFormatTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:05Z");

    private static SavedLegs read(byte[] json) throws IOException {
        return new SavedRecord(new CallId("call-1"), false, new byte[0], json).readLegs();
    }

    /** A record as the last program with format 1 has written it. */
    private static SavedLegs formerly(String name) throws IOException {
        try (InputStream in = SavedLegsFormatTest.class.getResourceAsStream("/legs-format-1/" + name + ".json")) {
            byte[] json = in.readAllBytes();
            assertThat(new String(json, StandardCharsets.UTF_8)).startsWith("{\"format\":1,");
            return read(json);
        }
    }

    private static List<SipOrder> takenUp(SavedLegs saved) {
        return CallLegs.restore(saved, LegSettings.defaults(), KeyedNames.passing("n"), NOW)
                .output()
                .orders();
    }

    private static <T extends SipOrder> T only(List<SipOrder> orders, Class<T> kind) {
        List<T> all = orders.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void anAcceptedCallerOfFormat1GetsHisAnswerAndTheTargetItsAck() throws IOException {
        SavedLegs saved = formerly("accepting");
        assertThat(saved.format()).isEqualTo(SavedLegs.FORMAT);
        List<SipOrder> orders = takenUp(saved);
        SipOrder.RespondAnew answer = only(orders, SipOrder.RespondAnew.class);
        String ok = new String(answer.invite().complete(answer.response()).bytes(), StandardCharsets.UTF_8);
        assertThat(ok)
                .startsWith(
                        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bKb1;received=192.0.2.7;rport=5062"
                                + "\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKb0\r\n")
                .contains(
                        "From: \"Bob \\\"B\\\" Müller\" <sip:bob@example.org>;tag=b\r\n",
                        "Record-Route: <sip:p2.example.org;lr>\r\nRecord-Route: <sip:p1.example.org;lr>\r\n",
                        "To: <sip:support@example.org>;tag="
                                + saved.caller().dialog().local().tag() + "\r\n",
                        "Contact: <sip:caller@198.51.100.1:5060;transport=udp>\r\n",
                        "Content-Type: application/sdp\r\n",
                        "m=audio 6000 RTP/AVP 8");
        SipOrder.SendAck ack = only(orders, SipOrder.SendAck.class);
        assertThat(ack.ack().draft()).hasToString("ACK sip:music@192.0.2.8 SIP/2.0");
        assertThat(ack.ack().draft().addressing().to().tag()).hasToString("m");
    }

    @Test
    void aSwitchOfFormat1GoesOn() throws IOException {
        SavedLegs saved = formerly("switching");
        assertThat(saved.caller().privacy()).containsExactly("id");
        assertThat(saved.caller().hops()).isEqualTo(68);
        assertThat(saved.setups().get(0).order().headers().get(0)).hasToString("X-CC-Flow: support");
        SavedLegs.Invite asked = saved.legs().get(1).invites().get(0);
        assertThat(asked.offered()).isFalse();
        assertThat(asked.tag()).contains("a");
        assertThat(asked.offer()).isPresent();
        assertThat(asked.request().draft()).hasToString("INVITE sip:ann@example.net SIP/2.0");
        SavedLegs.Invite heard = saved.legs().get(0).invites().get(0);
        assertThat(heard.offered()).isTrue();
        assertThat(heard.ack()).isPresent();
        SipOrder.Send again = takenUp(saved).stream()
                .filter(SipOrder.Send.class::isInstance)
                .map(SipOrder.Send.class::cast)
                .filter(send -> send.request().draft().toString().startsWith("INVITE sip:bob@192.0.2.7"))
                .findFirst()
                .orElseThrow();
        assertThat(again.request().draft().body().text()).contains("m=audio 7000 RTP/AVP 8");
        assertThat(again.request().number()).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepting", "switching"})
    void whatIsWrittenNowIsReadAsItWas(String name) throws IOException {
        SavedLegs saved = formerly(name);
        byte[] json = SavedJson.of(saved, new MessageJsonCache());
        assertThat(new String(json, StandardCharsets.UTF_8)).startsWith("{\"format\":2,");
        assertThat(read(json)).isEqualTo(saved);
    }

    @Test
    void aRecordOfFormat1ThatDoesNotHoldTogetherIsRefused() {
        for (String json : List.of("{\"format\":1}", "{\"format\":1,\"caller\":{\"invite\":{\"uri\":\"x y\"}}}")) {
            assertThatThrownBy(() -> read(json.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class);
        }
    }
}
