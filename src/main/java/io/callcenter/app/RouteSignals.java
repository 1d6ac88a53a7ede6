package io.callcenter.app;

import io.callcenter.core.Signal;

/** Signals that routes send by themselves. */
public final class RouteSignals {
    private final Lane lane;

    /** Ticks for that lane. */
    public RouteSignals(Lane lane) {
        this.lane = lane;
    }

    /** A tick; {@code null}, for the route, while the lane is behind anyway: ticks are not caught up. */
    public Signal tick() {
        return lane.delay().toMillis() > 250 ? null : new Signal.Tick();
    }
}
