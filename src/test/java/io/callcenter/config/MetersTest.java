package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} shows of the parts inside. */
class MetersTest {
    @TempDir
    private Path folder;

    private StartedApplication application;

    @BeforeEach
    void start() throws Exception {
        // As compose files do it: an empty folder of routes is none.
        application = StartedApplication.in(folder, Map.of("cc.routes.extra", "", "cc.metrics.per-agent", "true"));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void eachPartShowsItselfFromTheStart() throws Exception {
        assertThat(page())
                .contains(
                        "callcenter_sip_messages_total{direction=\"in\",kind=\"INVITE\"} 0.0",
                        "callcenter_sip_refusals_total{code=\"503\"} 0.0",
                        "callcenter_sip_retransmissions_total{direction=\"out\"} 0.0",
                        "callcenter_sip_transactions 0.0",
                        "callcenter_lane_depth",
                        "callcenter_lane_signal_seconds_count{signal=\"CallArrived\"} 0",
                        "callcenter_lane_waited_seconds_sum",
                        "callcenter_lane_signal_longest_seconds",
                        "callcenter_effects_failed_total 0.0",
                        "callcenter_watch_repairs_total{kind=\"state\"} 0.0",
                        "callcenter_journal_commit_seconds_count",
                        "callcenter_journal_size_bytes",
                        "callcenter_journal_written_total",
                        "callcenter_journal_deleted_total",
                        "callcenter_records_cut_total 0.0",
                        "callcenter_journal_accepting 1.0",
                        "callcenter_journal_records{kind=\"mark\"} 1.0",
                        "callcenter_journal_oldest_seconds{kind=\"cdr\"} 0.0",
                        "callcenter_broker_messages{queue=\"cc.mi\"} 0.0",
                        "callcenter_broker_memory_bytes",
                        "hikaricp_connections_active{pool=\"callcenter-provisioning\"}",
                        "jvm_threads_live_threads",
                        "process_cpu_usage");
    }

    @Test
    void eachMetricOfTheProgramSaysWhatItIs_N11() throws Exception {
        application.seed();
        application.command("cc_reload", "[]");

        List<String> help = page().lines()
                .filter(line -> line.startsWith("# HELP callcenter_"))
                .toList();
        assertThat(help)
                .hasSizeGreaterThan(50)
                .anyMatch(line -> line.startsWith("# HELP callcenter_calls_answered_total "));
        assertThat(help).allMatch(line -> line.matches("# HELP callcenter_\\w+ \\S.*"));
    }

    @Test
    void timesAreInSeconds() throws Exception {
        application.command("cc_agent_login", "[\"nobody\",1]");

        for (String name : List.of("lane_signal_longest", "lane_waited_longest", "journal_commit_longest")) {
            assertThat(value("callcenter_" + name + "_seconds")).as(name).isBetween(1e-9, 60.0);
        }
    }

    private double value(String name) throws Exception {
        return page().lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void healthFollowsTheChecks() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(page())
                        .contains(
                                "callcenter_health{check=\"broker\"} 1.0",
                                "callcenter_health{check=\"cc.db\"} 1.0",
                                "callcenter_health{check=\"sip\"} 1.0"));
    }

    @Test
    void aRefusedCallIsSeenInEachPart() throws Exception {
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            phone.setSoTimeout(10_000);
            invite(phone);
            assertThat(answer(phone)).startsWith("SIP/2.0 100");
            String refusal = answer(phone);
            assertThat(refusal).startsWith("SIP/2.0 404");
            acknowledge(phone, refusal);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(page())
                        .contains(
                                "callcenter_sip_messages_total{direction=\"in\",kind=\"INVITE\"} 1.0",
                                "callcenter_sip_messages_total{direction=\"in\",kind=\"ACK\"} 1.0",
                                "callcenter_sip_refusals_total{code=\"404\"} 1.0",
                                "callcenter_sip_calls_taken_total 1.0",
                                "callcenter_lane_signal_seconds_count{signal=\"CallArrived\"} 1"));
        // A busy machine is late to acknowledge it: it may have been repeated by then, but not after that.
        assertThat(value("callcenter_sip_messages_total{direction=\"out\",kind=\"4xx\"}"))
                .isEqualTo(1 + value("callcenter_sip_retransmissions_total{direction=\"out\"}"));
    }

    private void acknowledge(DatagramSocket phone, String refusal) throws Exception {
        String ours = "127.0.0.1:" + phone.getLocalPort();
        String to = refusal.lines()
                .filter(line -> line.startsWith("To:"))
                .findFirst()
                .orElseThrow();
        String ack = String.join(
                "\r\n",
                "ACK sip:nothing@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + ours + ";branch=z9hG4bKmeters",
                "From: <sip:ann@" + ours + ">;tag=1",
                to,
                "Call-ID: meters@" + ours,
                "CSeq: 1 ACK",
                "Max-Forwards: 70",
                "Content-Length: 0",
                "",
                "");
        byte[] bytes = ack.getBytes(StandardCharsets.US_ASCII);
        phone.send(new DatagramPacket(bytes, bytes.length, sip()));
    }

    private void invite(DatagramSocket phone) throws Exception {
        String ours = "127.0.0.1:" + phone.getLocalPort();
        String sdp =
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";
        String invite = String.join(
                "\r\n",
                "INVITE sip:nothing@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + ours + ";branch=z9hG4bKmeters",
                "From: <sip:ann@" + ours + ">;tag=1",
                "To: <sip:nothing@127.0.0.1>",
                "Call-ID: meters@" + ours,
                "CSeq: 1 INVITE",
                "Contact: <sip:ann@" + ours + ">",
                "Max-Forwards: 70",
                "Content-Type: application/sdp",
                "Content-Length: " + sdp.length(),
                "",
                sdp);
        byte[] bytes = invite.getBytes(StandardCharsets.US_ASCII);
        phone.send(new DatagramPacket(bytes, bytes.length, sip()));
    }

    private InetSocketAddress sip() {
        String[] point = application.application().sip().get(0).split(":");
        return new InetSocketAddress(point[1], Integer.parseInt(point[2]));
    }

    private static String answer(DatagramSocket phone) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[4000], 4000);
        phone.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    private String page() throws Exception {
        return application.get("/metrics").body();
    }
}
