package io.callcenter.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys of a member of 127.0.0.1, and the trust in them, made by the JDK's own tool. */
final class TestKeys {
    private static final String PASSWORD = "secret";

    private TestKeys() {}

    static MemberKeys in(Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path trust = folder.resolve("trust.p12");
        Path pem = folder.resolve("member.pem");
        keytool(
                keys,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=m",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-alias",
                "m");
        keytool(keys, "-exportcert", "-alias", "m", "-rfc", "-file", pem.toString());
        keytool(trust, "-importcert", "-noprompt", "-alias", "m", "-file", pem.toString());
        return MemberKeys.read(keys, trust, PASSWORD);
    }

    private static void keytool(Path store, String... words) throws Exception {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        all.addAll(List.of(words));
        all.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
