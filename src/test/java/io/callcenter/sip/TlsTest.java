package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    Path folder;

    private SipSettings.Tls certificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-alias",
                        "sip",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return new SipSettings.Tls(store.toString(), store.toString(), "changeit", false);
    }

    @Test
    void aCallIsSetUpOverTls() throws Exception {
        SipSettings settings =
                SipSettings.on("tls:127.0.0.1:0").withTls(certificate()).withT1(Duration.ofMillis(100));
        try (Phone ann = Phone.on("ann", settings);
                Phone bob = Phone.on("bob", settings)) {
            SipRequest invite = ann.invite(bob.uri("tls"), Body.sdp(Phone.SDP));
            ann.send(invite);
            SipEvent.RequestIn in = bob.next(SipEvent.RequestIn.class);
            assertThat(in.hop().transport()).isEqualTo("tls");
            bob.respond(in, 200);
            bob.respond(in, 200);
            ann.ack(invite, ann.answer(200));
            assertThat(bob.next(SipEvent.RequestIn.class).request().method()).isEqualTo("ACK");
            assertThat(ann.next(SipEvent.ResponseIn.class).matched()).isFalse();
        }
    }

    @Test
    void aMissingKeyFileIsTold() {
        SipSettings settings = SipSettings.on("tls:127.0.0.1:0")
                .withTls(new SipSettings.Tls(folder.resolve("none.p12").toString(), "", "", false));
        assertThatThrownBy(() -> Phone.on("ann", settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.p12");
    }
}
