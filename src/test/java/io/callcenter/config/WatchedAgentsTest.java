package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with {@code cc.agents.watch}: who is logged in is subscribed to, and a stop ends that. */
class WatchedAgentsTest {
    @TempDir
    private Path folder;

    private static DatagramPacket receive(DatagramSocket registrar, String part) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_000], 4_000);
        do {
            registrar.receive(packet);
        } while (!text(packet).contains(part));
        return packet;
    }

    private static void send(DatagramSocket registrar, String text, DatagramPacket to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        registrar.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
    }

    private static String field(DatagramPacket packet, String name) {
        return text(packet)
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 2);
    }

    /** An answer to that NOTIFY says that the answer to the SUBSCRIBE, sent before it, was taken. */
    private static String notify(DatagramSocket registrar, DatagramPacket subscribe) {
        return "NOTIFY sip:watch@127.0.0.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + registrar.getLocalPort() + ";branch=z9hG4bKnotify;rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: " + field(subscribe, "To") + ";tag=r\r\n"
                + "To: " + field(subscribe, "From") + "\r\n"
                + "Call-ID: " + field(subscribe, "Call-ID") + "\r\n"
                + "CSeq: 1 NOTIFY\r\n"
                + "Contact: <sip:ann@127.0.0.1:" + registrar.getLocalPort() + ">\r\n"
                + "Event: dialog\r\nSubscription-State: active;expires=600\r\nContent-Length: 0\r\n\r\n";
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void whoIsLoggedInIsSubscribedToUntilTheStop() throws Exception {
        try (DatagramSocket registrar = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            registrar.setSoTimeout(10_000);
            try (StartedApplication application = StartedApplication.in(folder, Map.of("cc.agents.watch", "dialog"))) {
                application.sql(
                        "insert into cc_agents (agentid, location, skills, logstate) values ('ann', 'sip:ann@127.0.0.1:"
                                + registrar.getLocalPort() + "', 'tech', 1)");
                application.command("cc_reload", "[]");
                DatagramPacket first = receive(registrar, "Expires: 600\r\n");
                assertThat(text(first)).startsWith("SUBSCRIBE sip:ann@").contains("Event: dialog\r\n");
                StringBuilder ok = new StringBuilder("SIP/2.0 200 OK\r\n");
                text(first)
                        .lines()
                        .filter(line -> line.matches("(?i)(via|from|to|call-id|cseq):.*"))
                        .forEach(line -> ok.append(line + (line.startsWith("To:") ? ";tag=r" : "") + "\r\n"));
                send(registrar, ok + "Expires: 600\r\nContent-Length: 0\r\n\r\n", first);
                send(registrar, notify(registrar, first), first);
                assertThat(text(receive(registrar, "CSeq: 1 NOTIFY\r\n"))).startsWith("SIP/2.0 200 OK\r\n");
            }
            assertThat(text(receive(registrar, "Expires: 0\r\n")))
                    .startsWith("SUBSCRIBE ")
                    .contains(";tag=r\r\n");
        }
    }
}
