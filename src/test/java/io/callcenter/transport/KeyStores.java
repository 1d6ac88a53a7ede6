package io.callcenter.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/** Key stores and trust stores for tests, made by keytool in a folder; all have one password. */
public final class KeyStores {
    /** The password. */
    public static final String PASSWORD = "changeit";

    private final Path folder;

    /** They are made there. */
    public KeyStores(Path folder) {
        this.folder = folder;
    }

    /** A key with a certificate that signs itself; names as keytool's SAN takes them, such as {@code dns:example.com,ip:127.0.0.1}. */
    public Path keys(String name, String names) throws IOException, InterruptedException {
        return keys(name, names, "EC", List.of());
    }

    /** The same with another kind of key, and more words for keytool. */
    public Path keys(String name, String names, String kind, List<String> more)
            throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        words.addAll(List.of("-genkeypair", "-keyalg", kind, "-dname", "CN=" + name, "-alias", name));
        words.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        if (!names.isEmpty()) {
            words.addAll(List.of("-ext", "SAN=" + names));
        }
        words.addAll(more);
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return store;
    }

    /** A key with a certificate that an authority has signed, whose keys are in that file. */
    public Path signed(String name, String names, Path authority, List<String> more)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path both = Files.copy(authority, folder.resolve(name + ".p12"));
        String signer = load(authority).aliases().nextElement();
        List<String> words = new ArrayList<>(List.of("-signer", signer));
        words.addAll(more);
        keys(name, names, "EC", words);
        KeyStore store = load(both);
        store.deleteEntry(signer);
        return save(name, store);
    }

    /** A file with the keys of several. */
    public Path together(String name, Path... stores) throws IOException, GeneralSecurityException {
        KeyStore all = empty();
        char[] password = PASSWORD.toCharArray();
        for (Path store : stores) {
            KeyStore one = load(store);
            String alias = one.aliases().nextElement();
            all.setKeyEntry(alias, one.getKey(alias, password), password, one.getCertificateChain(alias));
        }
        return save(name, all);
    }

    /** A file that trusts the certificates in those. */
    public Path trusting(String name, Path... stores) throws IOException, GeneralSecurityException {
        KeyStore authorities = empty();
        for (Path store : stores) {
            KeyStore one = load(store);
            authorities.setCertificateEntry(
                    store.getFileName().toString(),
                    one.getCertificate(one.aliases().nextElement()));
        }
        return save(name, authorities);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Path save(String name, KeyStore store) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** What is in that file. */
    public static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** A peer with those keys, {@code null} = none, that trusts those authorities. */
    public static SSLContext peer(Path keys, Path trust) throws IOException, GeneralSecurityException {
        TrustManagerFactory authorities = TrustManagerFactory.getInstance("PKIX");
        authorities.init(load(trust));
        return peer(keys, authorities.getTrustManagers());
    }

    /** A peer with those keys, {@code null} = none, that shows them to everybody and believes whom they believe. */
    public static SSLContext peer(Path keys, TrustManager... trust) throws IOException, GeneralSecurityException {
        KeyManager[] own = new KeyManager[0];
        if (keys != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(load(keys), PASSWORD.toCharArray());
            own = new KeyManager[] {new Insistent((X509KeyManager) factory.getKeyManagers()[0])};
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trust, null);
        return context;
    }

    /** Shows its certificate whether the other one knows who made it or not. */
    private record Insistent(X509KeyManager keys) implements X509KeyManager {
        @Override
        public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(kinds, null, socket);
        }

        @Override
        public String[] getClientAliases(String kind, Principal[] issuers) {
            return keys.getClientAliases(kind, null);
        }

        @Override
        public String[] getServerAliases(String kind, Principal[] issuers) {
            return keys.getServerAliases(kind, issuers);
        }

        @Override
        public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(kind, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
