package io.callcenter.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.FreshNames;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OPTIONS outside of dialogs, over real sockets. */
class LocationProbesTest {
    private final FreshNames names = KeyedNames.passing("p");
    private final SipStack stack = LoopStack.open(SipSettings.on("udp:127.0.0.1:0", "tcp:127.0.0.1:0"), names);
    private LocationProbes probes;
    private DatagramSocket phone;

    @BeforeEach
    void listen() throws Exception {
        probes = new LocationProbes(stack, names, List.of(), "camel-call-center");
        stack.start(event -> probes.take(event));
        phone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        phone.setSoTimeout(10_000);
    }

    @AfterEach
    void close() {
        stack.close();
        phone.close();
    }

    private CompletableFuture<Integer> ask(String uri) {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        probes.ask(uri, code::complete);
        return code;
    }

    private String answer(String status) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[4_000], 4_000);
        phone.receive(packet);
        String request = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + "\r\n");
        request.lines()
                .filter(line -> line.matches("(?i)(via|from|to|call-id|cseq|v|f|t|i):.*"))
                .forEach(line -> response.append(line).append("\r\n"));
        byte[] bytes = response.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
        phone.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        return request;
    }

    @Test
    void thePhonesAnswerIsTold() throws Exception {
        CompletableFuture<Integer> code = ask("sip:ann@127.0.0.1:" + phone.getLocalPort());
        answer("100 Trying");
        String request = answer("486 Busy Here");

        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(486);
        assertThat(request)
                .startsWith("OPTIONS sip:ann@127.0.0.1:" + phone.getLocalPort() + " SIP/2.0\r\n")
                .contains("User-Agent: camel-call-center", "Accept: application/sdp", "Max-Forwards: 70");
    }

    @Test
    void anAddressThatIsNoneIsNobody() throws Exception {
        assertThat(ask("tel:123").get(10, TimeUnit.SECONDS)).isZero();
        assertThat(ask("nonsense").get(10, TimeUnit.SECONDS)).isZero();
        assertThat(ask("sip:ann@no-such-host.invalid").get(20, TimeUnit.SECONDS))
                .isZero();
    }

    @Test
    void anAddressWhereNobodyListensIsNobody() throws Exception {
        assertThat(ask("sip:ann@127.0.0.1:1;transport=tcp").get(20, TimeUnit.SECONDS))
                .isIn(0, 408, 503);
    }
}
