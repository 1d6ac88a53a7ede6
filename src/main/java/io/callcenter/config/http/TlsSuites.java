package io.callcenter.config.http;

import io.callcenter.sip.stack.SipTls;
import java.util.List;
import java.util.Set;

/** What is spoken where TLS is: only protocols and suites with forward secrecy and authenticated encryption. */
public final class TlsSuites {
    /** The versions of the protocol. */
    static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    /** The cipher suites that the JVM has, of TLS 1.3 first. */
    public static final List<String> SUITES = SipTls.strongSuites();

    private TlsSuites() {}
}
