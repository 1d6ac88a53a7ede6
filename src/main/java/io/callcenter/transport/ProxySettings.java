package io.callcenter.transport;

import java.net.InetAddress;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Load balancers that say by a PROXY header whose a connection is.
 *
 * @param any whether there are any
 * @param from which they are: their connections must begin with a header, those of others must not
 * @param refused runs for each connection that is closed because of that
 */
public record ProxySettings(boolean any, Predicate<InetAddress> from, Runnable refused) {
    /** There are none. */
    public static final ProxySettings NONE = new ProxySettings(false, address -> false, () -> {});

    /** Refuses nulls. */
    public ProxySettings {
        Objects.requireNonNull(from);
        Objects.requireNonNull(refused);
    }
}
