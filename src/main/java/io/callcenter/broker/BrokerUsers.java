package io.callcenter.broker;

import java.util.Optional;

/** Who may log in to the broker besides the call center itself. Called on the broker's threads. */
public interface BrokerUsers {
    /**
     * The role of that user; empty when user and password do not fit, or when that address has to wait before its next attempt is looked at.
     * May take as long as some hashes take.
     */
    Optional<String> roleOf(String address, String user, String password);

    /** Whether an attempt as the call center's own user, which was right or wrong, lets in: not while that address has to wait. */
    boolean admits(String address, String user, boolean right);
}
