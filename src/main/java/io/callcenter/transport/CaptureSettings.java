package io.callcenter.transport;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Where copies of all SIP messages go (HEP version 3).
 *
 * @param collector the capture server's address
 * @param agent the number by which it knows us
 * @param password what it asks for, empty = nothing
 * @param callOf the name of the call to which a Call-ID belongs, empty = none; asked on all loops, must not block
 * @param sent counts copies that were given to the network
 * @param lost counts copies that were dropped
 */
public record CaptureSettings(
        InetSocketAddress collector,
        int agent,
        String password,
        Function<String, Optional<String>> callOf,
        LongAdder sent,
        LongAdder lost) {
    /** Refuses nulls, and names that are not resolved. */
    public CaptureSettings {
        Objects.requireNonNull(password);
        Objects.requireNonNull(callOf);
        Objects.requireNonNull(sent);
        Objects.requireNonNull(lost);
        if (collector.isUnresolved()) {
            throw new IllegalArgumentException("not resolved: " + collector);
        }
    }

    @Override
    public String toString() {
        return "CaptureSettings[" + collector + "]";
    }
}
