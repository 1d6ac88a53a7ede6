package io.callcenter.transport.tls;

import io.callcenter.transport.address.PeerName;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/** Our keys: of several certificates a peer is shown the one for the name that it asks for (SNI), else the first that suits its algorithms. */
final class NamedKeys extends X509ExtendedKeyManager {
    private static final List<String> KINDS = List.of("EC", "RSA", "RSASSA-PSS", "EdDSA", "Ed25519", "Ed448", "DSA");

    private final X509KeyManager keys;

    NamedKeys(X509KeyManager keys) {
        this.keys = keys;
    }

    @Override
    public String chooseEngineServerAlias(String kind, Principal[] issuers, SSLEngine engine) {
        String name = asked(engine);
        if (name.isEmpty()) {
            return keys.chooseServerAlias(kind, issuers, null);
        }
        String alias = fitting(kind, issuers, name);
        if (alias == null && KINDS.stream().anyMatch(other -> fitting(other, issuers, name) != null)) {
            return null; // the JDK asks for the next kind, of which there is a better one
        }
        return alias == null ? keys.chooseServerAlias(kind, issuers, null) : alias;
    }

    private String fitting(String kind, Principal[] issuers, String name) {
        String[] aliases = keys.getServerAliases(kind, issuers);
        if (aliases != null) {
            for (String alias : aliases) {
                X509Certificate[] chain = keys.getCertificateChain(alias);
                if (chain != null && chain.length > 0 && PeerName.fits(chain[0], name)) {
                    return alias;
                }
            }
        }
        return null;
    }

    private static String asked(SSLEngine engine) {
        if (engine != null && engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return "";
    }

    @Override
    public String chooseEngineClientAlias(String[] kinds, Principal[] issuers, SSLEngine engine) {
        return keys.chooseClientAlias(kinds, issuers, null);
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
        return keys.getClientAliases(kind, issuers);
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
        return keys.chooseClientAlias(kinds, issuers, socket);
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
