package io.callcenter.mi.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The checks of {@code /health/ready} as meters {@code callcenter_health}: 1 = up, 0 = down, as they were at the look before. */
public final class HealthMeters implements MeterBinder {
    private final Health health;

    /** Meters of those checks. */
    public HealthMeters(Health health) {
        this.health = health;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String name : health.names()) {
            Gauge.builder("callcenter.health", health, h -> value(h, name))
                    .description("A check of /health/ready, 1 = up")
                    .tag("check", name)
                    .register(registry);
        }
    }

    private static double value(Health health, String name) {
        return health.lately(name).map(up -> up ? 1d : 0d).orElse(Double.NaN);
    }
}
