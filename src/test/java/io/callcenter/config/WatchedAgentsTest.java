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

    private static DatagramPacket receive(DatagramSocket registrar, String expires) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_000], 4_000);
        do {
            registrar.receive(packet);
        } while (!text(packet).contains("Expires: " + expires + "\r\n"));
        return packet;
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
                DatagramPacket first = receive(registrar, "600");
                assertThat(text(first)).startsWith("SUBSCRIBE sip:ann@").contains("Event: dialog\r\n");
                StringBuilder ok = new StringBuilder("SIP/2.0 200 OK\r\n");
                text(first)
                        .lines()
                        .filter(line -> line.matches("(?i)(via|from|to|call-id|cseq):.*"))
                        .forEach(line -> ok.append(line + (line.startsWith("To:") ? ";tag=r" : "") + "\r\n"));
                byte[] bytes = ok.append("Expires: 600\r\nContent-Length: 0\r\n\r\n")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
                registrar.send(new DatagramPacket(bytes, bytes.length, first.getSocketAddress()));
            }
            assertThat(text(receive(registrar, "0"))).startsWith("SUBSCRIBE ").contains(";tag=r\r\n");
        }
    }
}
