package io.callcenter.sip.stack;

import io.callcenter.transport.tls.StrongTls;
import java.util.List;

/** What TLS is spoken with, for everything that speaks it. */
public final class SipTls {
    private SipTls() {}

    /** The cipher suites with forward secrecy and authenticated encryption that this JVM has, in its order. */
    public static List<String> strongSuites() {
        return StrongTls.SUITES;
    }
}
