package io.callcenter.sip;

import java.io.IOException;
import javax.net.ssl.SSLServerSocket;

/** A TLS server socket on which nobody changes protocols, cipher suites and what clients must show: what the stack sets is ignored. */
abstract class SealedServerSocket extends SSLServerSocket {
    SealedServerSocket() throws IOException {
        super();
    }

    @Override
    public final String[] getEnabledCipherSuites() {
        return TlsSockets.SUITES.toArray(String[]::new);
    }

    @Override
    public final void setEnabledCipherSuites(String[] suites) {}

    @Override
    public final String[] getSupportedCipherSuites() {
        return getEnabledCipherSuites();
    }

    @Override
    public final String[] getSupportedProtocols() {
        return getEnabledProtocols();
    }

    @Override
    public final String[] getEnabledProtocols() {
        return TlsSockets.PROTOCOLS.toArray(String[]::new);
    }

    @Override
    public final void setEnabledProtocols(String[] protocols) {}

    @Override
    public final void setNeedClientAuth(boolean need) {}

    @Override
    public final boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public final void setWantClientAuth(boolean want) {}

    @Override
    public final boolean getWantClientAuth() {
        return false;
    }

    @Override
    public final void setUseClientMode(boolean client) {}

    @Override
    public final boolean getUseClientMode() {
        return false;
    }

    @Override
    public final void setEnableSessionCreation(boolean creation) {}

    @Override
    public final boolean getEnableSessionCreation() {
        return true;
    }
}
