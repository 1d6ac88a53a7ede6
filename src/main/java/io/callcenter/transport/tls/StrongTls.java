package io.callcenter.transport.tls;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** What is spoken where TLS is: TLS 1.3, and TLS 1.2 with forward secrecy and authenticated encryption. */
public final class StrongTls {
    private static final Pattern STRONG = Pattern.compile("TLS_(AES|CHACHA20|ECDHE)_.*(_GCM_|POLY1305_).*");

    /** The versions of the protocol, the best first. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** The cipher suites that the JVM has, in its order. */
    public static final List<String> SUITES = suites();

    private StrongTls() {}

    private static List<String> suites() {
        try {
            String[] all = SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites();
            return Arrays.stream(all)
                    .filter(suite -> STRONG.matcher(suite).matches())
                    .toList();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    static SSLEngine strong(SSLEngine engine) {
        engine.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
        engine.setEnabledCipherSuites(SUITES.toArray(String[]::new));
        return engine;
    }
}
