package io.callcenter.transport.tls;

import io.callcenter.transport.address.PeerName;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Who is believed: whom the authorities know, and, where we opened the connection, who has the name that we wanted to reach (RFC 5922 §7.3). */
final class NamedTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager authorities;

    NamedTrust(X509ExtendedTrustManager authorities) {
        this.authorities = authorities;
    }

    /** The engine's peer host is the name that must be in the certificate. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkServerTrusted(chain, type, engine);
        String wanted = engine.getPeerHost();
        if (!PeerName.fits(chain[0], wanted)) {
            throw new CertificateException("the certificate is not one of " + wanted);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        authorities.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        authorities.checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        authorities.checkClientTrusted(chain, type, socket);
    }

    /** Refused: without an engine nobody knows whose name is wanted. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no name to check the certificate against");
    }

    /** Refused: sockets are not used. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("no name to check the certificate against");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
