package io.callcenter.config;

import java.util.List;
import java.util.Set;

/** What is spoken where TLS is: only protocols and suites with forward secrecy and authenticated encryption. */
final class TlsSuites {
    /** The versions of the protocol. */
    static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** The cipher suites, of TLS 1.3 first. */
    static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private TlsSuites() {}
}
