package io.callcenter.broker;

import java.util.Optional;

/** Nobody but the call center itself may use the broker. */
public final class NoUsers implements BrokerUsers {
    @Override
    public Optional<String> roleOf(String address, String user, String password) {
        return Optional.empty();
    }

    @Override
    public boolean admits(String address, String user, boolean right) {
        return right;
    }
}
