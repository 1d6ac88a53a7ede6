package io.callcenter.sip.stack;

import java.time.Duration;
import java.util.Map;

/**
 * How a stack is.
 *
 * @param delay how late its latest thread is
 * @param stuck whether one of them has done nothing for 5 s
 * @param bans sources that are not heard at present
 * @param connections open or being opened, by transport
 */
public record StackState(Duration delay, boolean stuck, int bans, Map<String, Integer> connections) {
    /** Nothing happens. */
    public static final StackState CALM = new StackState(Duration.ZERO, false, 0, Map.of());

    /** Copies the map. */
    public StackState {
        connections = Map.copyOf(connections);
    }
}
