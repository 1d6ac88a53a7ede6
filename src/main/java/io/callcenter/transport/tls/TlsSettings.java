package io.callcenter.transport.tls;

import java.util.Objects;

/**
 * Keys and certificates of encrypted points and of connections that we open.
 *
 * @param keyStore path of a PKCS #12 file with our keys and certificates, empty = no TLS
 * @param trustStore path of a PKCS #12 file with the authorities that peers are checked against; empty = that of the JVM
 * @param password of both
 * @param clientAuth what peers that connect must show
 */
public record TlsSettings(String keyStore, String trustStore, String password, ClientAuth clientAuth) {
    /** No TLS. */
    public static final TlsSettings NONE = new TlsSettings("", "", "", ClientAuth.NONE);

    /** What a peer that connects to us is asked for. */
    public enum ClientAuth {
        /** Nothing. */
        NONE,
        /** A certificate, which it may not have; one that it shows must be known. */
        WANTED,
        /** A certificate that is known. */
        NEEDED
    }

    /** Refuses nulls. */
    public TlsSettings {
        Objects.requireNonNull(keyStore);
        Objects.requireNonNull(trustStore);
        Objects.requireNonNull(password);
        Objects.requireNonNull(clientAuth);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "TlsSettings[keyStore=" + keyStore + "]";
    }
}
