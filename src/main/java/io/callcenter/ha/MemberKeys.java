package io.callcenter.ha;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * With what a member proves who it is, and whom it believes: both ends of each connection show a certificate.
 *
 * @param own key and certificate of this member
 * @param others the authorities that members' certificates are checked against
 */
public record MemberKeys(KeyManager own, TrustManager others) {
    /**
     * Reads both files, PKCS#12 with one password.
     *
     * @throws IOException with one line that names the file that is not there, cannot be opened or holds nothing of use
     */
    public static MemberKeys read(Path keyStore, Path trustStore, String password) throws IOException {
        return new MemberKeys(own(keyStore, password), others(trustStore, password));
    }

    private static KeyManager own(Path file, String password) throws IOException {
        KeyStore store = store(file, password);
        try {
            if (!store.aliases().hasMoreElements()
                    || !store.isKeyEntry(store.aliases().nextElement())) {
                throw new IOException(file + ": no key in it");
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, password.toCharArray());
            return keys.getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static TrustManager others(Path file, String password) throws IOException {
        KeyStore store = store(file, password);
        try {
            if (store.size() == 0) {
                throw new IOException(file + ": no certificate in it");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            return trust.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static KeyStore store(Path file, String password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            boolean bare = e.getMessage() == null || e.getMessage().equals(file.toString());
            throw new IOException(file + ": " + (bare ? "cannot be read" : e.getMessage()), e);
        }
    }
}
