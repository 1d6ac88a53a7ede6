package io.callcenter.config;

import io.callcenter.app.Centre;
import io.callcenter.mi.Audit;
import io.callcenter.mi.CentreCommands;
import io.callcenter.mi.CentreMeters;
import io.callcenter.mi.Health;
import io.callcenter.mi.HealthPage;
import io.callcenter.mi.HttpAccess;
import io.callcenter.mi.HttpCommand;
import io.callcenter.mi.JmsCommand;
import io.callcenter.mi.JsonRpc;
import io.callcenter.mi.MetricsPage;
import io.callcenter.mi.Reloader;
import io.callcenter.mi.RouteCommand;
import io.callcenter.mi.Samples;
import io.callcenter.mi.Statistics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** The beans of the management interface: commands over HTTP and JMS, metrics, health. */
final class ManagementBeans {
    private static final int THREADS = 4;

    private ManagementBeans() {}

    static PrometheusMeterRegistry start(
            Settings settings,
            Foundation foundation,
            Centre centre,
            Reloader reloader,
            Health health,
            CamelMain main,
            Parts parts) {
        PrometheusMeterRegistry registry = registry(main, parts);
        ExecutorService answers = Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "cc-mi"));
        parts.started("management", answers, answers::shutdownNow);

        Audit audit = new Audit();
        Statistics statistics = new Statistics(centre.board());
        CentreCommands commands = new CentreCommands(centre, reloader, statistics, foundation.clock());
        JsonRpc rpc = new JsonRpc(commands.all(), audit, answers);
        CentreMeters meters = new CentreMeters(centre.board(), registry, settings.flag("cc.metrics.per-agent"));

        main.bind("samples", new Samples(registry));
        main.bind(
                "httpAccess",
                parts.started("passwords", new HttpAccess(foundation.users(), audit, foundation.clock())));
        main.bind("httpCommand", new HttpCommand(rpc));
        main.bind("routeCommand", new RouteCommand(rpc));
        main.bind(
                "jmsCommand",
                new JmsCommand(rpc, foundation.users(), settings.text("cc.jms.user"), InstantSource.system()));
        main.bind("metricsPage", new MetricsPage(registry, meters::refresh));
        main.bind("healthPage", new HealthPage(health));
        return registry;
    }

    private static PrometheusMeterRegistry registry(CamelMain main, Parts parts) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        parts.started("metrics", registry, registry::close);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        JvmGcMetrics garbage = parts.started("garbage metrics", new JvmGcMetrics());
        garbage.bindTo(registry);
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, registry);
        main.context().addRoutePolicyFactory(new RouteMeters(registry));
        return registry;
    }
}
