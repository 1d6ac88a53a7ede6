package io.callcenter.sip;

import io.callcenter.transport.Literals;
import io.callcenter.transport.StrongTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS sockets of one stack: TLS 1.3, and TLS 1.2 with forward secrecy and authenticated encryption. */
final class TlsSockets {
    static final List<String> PROTOCOLS = StrongTls.PROTOCOLS;
    static final List<String> SUITES = StrongTls.SUITES;

    private final SipSettings.Tls settings;
    private final SSLContext context;

    private TlsSockets(SipSettings.Tls settings, SSLContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Reads keys and certificates where they are given.
     *
     * @throws IOException when a file cannot be read or holds nothing of use
     */
    static TlsSockets of(SipSettings.Tls settings) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), authorities(settings), null);
            return new TlsSockets(settings, context);
        } catch (GeneralSecurityException e) {
            throw new IOException("SIP over TLS: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(SipSettings.Tls settings) throws IOException, GeneralSecurityException {
        if (!settings.given()) {
            return new KeyManager[0];
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(
                store(settings.keyStore(), settings.password()),
                settings.password().toCharArray());
        return keys.getKeyManagers();
    }

    private static TrustManager[] authorities(SipSettings.Tls settings) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (settings.trustStore().isEmpty()) {
            trust.init((KeyStore) null);
        } else {
            trust.init(store(settings.trustStore(), settings.password()));
        }
        return trust.getTrustManagers();
    }

    private static KeyStore store(String file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    /** A server socket not yet bound; {@code refused} counts the handshakes that fail. */
    SSLServerSocket server(LongAdder refused) throws IOException {
        return new TlsServerSocket(this, refused);
    }

    /** TLS over a connection that was accepted; the handshake is the caller's. */
    SSLSocket accepted(Socket plain) throws IOException {
        SSLSocket socket = strong((SSLSocket) context.getSocketFactory().createSocket(plain, null, true));
        if (settings.clientAuth() == SipSettings.Tls.ClientAuth.WANTED) {
            socket.setWantClientAuth(true);
        } else {
            socket.setNeedClientAuth(settings.clientAuth() == SipSettings.Tls.ClientAuth.NEEDED);
        }
        return socket;
    }

    /** TLS over a connection of ours; the handshake is the caller's. */
    SSLSocket client(Socket plain, InetAddress address, int port) throws IOException {
        return strong((SSLSocket) context.getSocketFactory().createSocket(plain, Literals.text(address), port, true));
    }

    private static SSLSocket strong(SSLSocket socket) {
        socket.setEnabledProtocols(PROTOCOLS.toArray(String[]::new));
        socket.setEnabledCipherSuites(SUITES.toArray(String[]::new));
        return socket;
    }
}
