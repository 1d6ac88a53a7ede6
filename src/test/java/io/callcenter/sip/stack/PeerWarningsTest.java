package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callcenter.b2b.SipEvent;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.sip.Phone;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log tells of peers that cannot be reached, of what was not sent and of what was not taken. */
class PeerWarningsTest {
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("io.callcenter.sip.Peers");
    private Phone ann;

    @BeforeEach
    void open() throws IOException {
        said.list = new java.util.concurrent.CopyOnWriteArrayList<>();
        said.start();
        log.addAppender(said);
        ann = Phone.on(
                "ann", SipSettings.on("udp:127.0.0.1:0", "tcp:127.0.0.1:0").withT1(Duration.ofMillis(5)));
    }

    @AfterEach
    void close() {
        ann.close();
        log.detachAppender(said);
    }

    private String line() {
        await().until(() -> !said.list.isEmpty());
        return said.list.get(0).getFormattedMessage();
    }

    @Test
    void aRefusedConnectionIsSaidOnceWithThePeerTheCauseAndTheCallIdAndWithoutThePassword() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        for (int i = 0; i < 5; i++) {
            PlainRequest invite = ann.invite("sip:bob:secret@127.0.0.1:" + nobody + ";transport=tcp", PlainBody.NONE);
            ann.send(invite);
            assertThat(ann.next(PlainEvent.Unsent.class).why()).isEqualTo(SipEvent.Why.NOWHERE);
        }
        assertThat(line())
                .startsWith("INVITE to sip:bob:***@127.0.0.1:" + nobody)
                .contains("was not sent: ", "Call-ID ")
                .doesNotContain("secret");
        assertThat(said.list).hasSize(1);
    }

    @Test
    void anAckThatIsNotSentIsSaidToo() {
        PlainRequest invite = ann.invite("sip:bob@no.such.host.invalid", PlainBody.NONE);
        Plain.carryOut(
                ann.stack,
                new PlainOrder.SendAck(
                        PlainRequest.of(
                                        "ACK",
                                        invite.uri(),
                                        invite.callId(),
                                        invite.from(),
                                        invite.to(),
                                        1,
                                        invite.branch())
                                .withRoutes(invite.routes())
                                .withRecordRoutes(invite.recordRoutes()),
                        ann.hop("sip:127.0.0.1")));
        assertThat(line()).startsWith("ACK to sip:bob@no.such.host.invalid was not sent: no such host");
    }

    @Test
    void aTargetThatLeadsNowhereIsSaid() {
        assertThat(ann.stack.locate("sip:bob@no.such.host.invalid")).failsWithin(Duration.ofSeconds(20));
        assertThat(line())
                .isEqualTo("sip:bob@no.such.host.invalid cannot be reached: no such host, or no address of our family");
    }

    @Test
    void aSilentPeerIsSaid() throws Exception {
        try (DatagramSocket deaf = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            PlainRequest invite = ann.invite("sip:x@127.0.0.1:" + deaf.getLocalPort(), PlainBody.NONE);
            ann.send(invite);
            assertThat(line())
                    .startsWith("No answer to INVITE sip:x@127.0.0.1:" + deaf.getLocalPort() + " from udp:127.0.0.1:")
                    .contains(invite.callId());
        }
    }

    @Test
    void aMalformedMessageIsSaidWithoutWhatItSays() throws Exception {
        try (DatagramSocket raw = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            byte[] bytes = "INVITE secret\r\nwhat: ever\r\n\r\n".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 50; i++) {
                raw.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), ann.port()));
            }
            await().until(() -> ann.stack.counters().malformed.sum() == 50);
        }
        assertThat(line()).isEqualTo("Malformed SIP message from 127.0.0.1: not a complete SIP message");
        assertThat(said.list).hasSize(1);
    }

    @Test
    void whatAPeerCallsItselfInItsContactIsNotSaid() throws Exception {
        PlainRequest invite = ann.invite("sip:x@127.0.0.1", PlainBody.NONE);
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        String there = "@127.0.0.1:" + nobody + ";transport=tcp";
        for (String contact : List.of("sip:alice" + there, "sip:alice;x=pw" + there)) {
            PlainRequest bye = PlainRequest.of(
                    "BYE",
                    contact,
                    invite.callId(),
                    invite.from(),
                    invite.to().withTag("theirs"),
                    2,
                    ann.names.branch());
            Plain.carryOut(ann.stack, new PlainOrder.Send(bye, ann.hop("sip:127.0.0.1")));
            ann.next(PlainEvent.Unsent.class);
        }
        assertThat(line()).startsWith("BYE to sip:***" + there + " was not sent: ");
        assertThat(said.list)
                .allSatisfy(e -> assertThat(e.getFormattedMessage()).doesNotContain("alice", "pw"));
    }
}
