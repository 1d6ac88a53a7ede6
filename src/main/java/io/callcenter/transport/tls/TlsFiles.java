package io.callcenter.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509KeyManager;

/** Reads key and trust stores. Blocks: never on a loop. */
final class TlsFiles {
    private final TlsSettings settings;

    TlsFiles(TlsSettings settings) {
        this.settings = settings;
    }

    /**
     * What they hold now.
     *
     * @throws IOException with one line that names the file which cannot be read or holds nothing of use
     */
    SSLContext read() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys()}, new TrustManager[] {authorities()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("SIP over TLS: " + settings.keyStore() + ": " + e.getMessage(), e);
        }
    }

    /** Something that is another one when a file has changed. */
    String state() {
        return state(settings.keyStore()) + ' ' + state(settings.trustStore());
    }

    private static String state(String file) {
        if (file.isEmpty()) {
            return "";
        }
        try {
            Path path = Path.of(file);
            return Files.getLastModifiedTime(path).toMillis() + "/" + Files.size(path);
        } catch (IOException e) {
            return "none";
        }
    }

    private KeyManager keys() throws IOException, GeneralSecurityException {
        if (settings.keyStore().isEmpty()) {
            throw new IOException("SIP over TLS: no key store is given");
        }
        KeyStore store = store(settings.keyStore());
        boolean any = false;
        for (String alias : Collections.list(store.aliases())) {
            any = any || store.isKeyEntry(alias);
        }
        if (!any) {
            throw new IOException("SIP over TLS: " + settings.keyStore() + ": no key in it");
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, settings.password().toCharArray());
        return new NamedKeys((X509KeyManager) keys.getKeyManagers()[0]);
    }

    private TrustManager authorities() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(settings.trustStore().isEmpty() ? null : store(settings.trustStore()));
        return new NamedTrust((X509ExtendedTrustManager) trust.getTrustManagers()[0]);
    }

    private KeyStore store(String file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, settings.password().toCharArray());
        } catch (IOException e) {
            String why = e.getMessage() == null || e.getMessage().equals(file) ? "cannot be read" : e.getMessage();
            throw new IOException("SIP over TLS: " + file + ": " + why, e);
        }
        return store;
    }
}
