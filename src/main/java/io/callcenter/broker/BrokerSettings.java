package io.callcenter.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the embedded broker needs to know.
 *
 * @param folder where it keeps its journal; made when missing
 * @param user the call center's own user; other programs may use it too where there is an acceptor
 * @param password its password
 * @param acceptor {@code tcp://address:port} on which it also listens, or empty
 * @param keyStore PKCS#12 file that makes the acceptor speak TLS, or empty
 * @param keyStorePassword its password; empty without one
 * @param suites the cipher suites that it speaks then
 * @param strict whether a message is on the disk before its sender goes on
 */
public record BrokerSettings(
        Path folder,
        String user,
        String password,
        String acceptor,
        Optional<Path> keyStore,
        String keyStorePassword,
        List<String> suites,
        boolean strict) {
    /** Copies the list. */
    public BrokerSettings {
        suites = List.copyOf(suites);
    }

    /** Hides the passwords. */
    @Override
    public String toString() {
        return "broker in " + folder + ", user " + user + (acceptor.isEmpty() ? "" : ", also on " + acceptor);
    }
}
