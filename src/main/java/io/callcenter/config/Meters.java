package io.callcenter.config;

import io.callcenter.config.routes.RouteMeters;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** All meters: those of the JVM and of the routes at once, those of our parts as they are added. */
final class Meters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Runnable> refreshers = new CopyOnWriteArrayList<>();

    private Meters() {}

    static Meters start(CamelMain main, StartedParts parts) {
        Meters meters = new Meters();
        parts.started("metrics", meters.registry, meters.registry::close);
        meters.add(new JvmMemoryMetrics());
        meters.add(new JvmThreadMetrics());
        meters.add(new ClassLoaderMetrics());
        meters.add(parts.started("garbage metrics", new JvmGcMetrics()));
        meters.add(new ProcessorMetrics());
        meters.add(new FileDescriptorMetrics());
        meters.add(new UptimeMetrics());
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters.registry);
        main.context().addRoutePolicyFactory(new RouteMeters(meters.registry));
        return meters;
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    void add(MeterBinder part) {
        part.bindTo(registry);
    }

    /** The task brings some meters up to date before each look. */
    void before(Runnable task) {
        refreshers.add(task);
    }

    /** Brings everything up to date. */
    void refresh() {
        refreshers.forEach(Runnable::run);
    }
}
