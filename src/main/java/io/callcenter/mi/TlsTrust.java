package io.callcenter.mi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom a client over HTTPS believes. */
public final class TlsTrust {
    private static final String TLS = "TLS";

    private TlsTrust() {}

    /**
     * Believes the certificates in a PEM file and whom they vouch for; the name in the address must fit.
     *
     * @throws IOException when the file cannot be read or holds no certificate
     */
    public static SSLContext authorities(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            if (store.size() == 0) {
                throw new IOException(pem + " holds no certificate");
            }
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            return context(trusted.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + ": " + e.getMessage(), e);
        }
    }

    /**
     * Believes whoever has the key of a PKCS#12 file, our own: no authority and no name is asked for.
     *
     * @throws IOException when the file cannot be read, or not with that password
     */
    public static SSLContext owner(Path keyStore, String password) throws IOException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            Set<Certificate> own = new HashSet<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    own.add(store.getCertificate(alias));
                }
            }
            return context(new OnlyThese(own));
        } catch (GeneralSecurityException e) {
            throw new IOException(keyStore + ": " + e.getMessage(), e);
        }
    }

    private static SSLContext context(TrustManager... trusted) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance(TLS);
        context.init(null, trusted, null);
        return context;
    }

    /** That the other side has the key is proven by the handshake; here only the certificate is compared. */
    private static final class OnlyThese extends X509ExtendedTrustManager {
        private final Set<Certificate> certificates;

        OnlyThese(Set<Certificate> certificates) {
            this.certificates = certificates;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain == null || chain.length == 0 || !certificates.contains(chain[0])) {
                throw new CertificateException("not the certificate in cc.http.tls.key-store");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
