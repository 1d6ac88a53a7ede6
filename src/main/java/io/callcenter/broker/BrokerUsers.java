package io.callcenter.broker;

import java.util.Optional;

/** Who may log in to the broker besides the call centre itself. */
@FunctionalInterface
public interface BrokerUsers {
    /** The role of that user, or empty when user and password do not fit. Called on the broker's threads; may take as long as a hash takes. */
    Optional<String> roleOf(String user, String password);
}
