package io.callcenter.broker;

import java.util.Optional;

/** Who may log in to the broker besides the call centre itself. Called on the broker's threads. */
public interface BrokerUsers {
    /** The role of that user, or empty when user and password do not fit. May take as long as a hash takes. */
    Optional<String> roleOf(String user, String password);

    /** Whether that address has to wait before its next attempt is looked at; never for what was proven before. */
    boolean mustWait(String address, String user, String password);

    /** An attempt was looked at: it was right, or wrong. */
    void tried(String address, String user, boolean right);
}
