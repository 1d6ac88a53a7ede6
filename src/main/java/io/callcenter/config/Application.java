package io.callcenter.config;

import io.callcenter.mi.Health;
import io.callcenter.store.DatabaseRole;
import io.callcenter.store.ProvisioningReader;
import io.callcenter.store.ProvisioningStatements;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole application: databases, tables, broker, contact centre, routes, flows and agents, the integrator's routes; SIP starts last and
 * stops first.
 */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Parts parts;
    private final CamelContext context;

    private Application(Parts parts, CamelContext context) {
        this.parts = parts;
        this.context = context;
    }

    /**
     * Starts everything; returns when calls are taken.
     *
     * @throws StartFailed with one line that says why; everything that had been started is stopped again
     */
    public static Application start(Settings settings) throws StartFailed {
        Parts parts = new Parts();
        try {
            return start(settings, parts);
        } catch (StartFailed e) {
            LOG.debug("start failed", e);
            parts.close();
            throw e;
        } catch (Exception | LinkageError e) {
            LOG.debug("start failed", e);
            parts.close();
            throw new StartFailed(StartTrouble.line(e), e);
        }
    }

    private static Application start(Settings settings, Parts parts) throws Exception {
        say(settings);
        Foundation foundation = Foundation.start(settings, parts);
        CamelMain main = new CamelMain(settings.forRoutes());
        CentreBeans centre = CentreBeans.start(settings, foundation, main, parts);
        ProvisioningLoad load = parts.started(
                "provisioning", new ProvisioningLoad(main.context().createProducerTemplate(), centre.centre()));
        ProvisioningReader reader = new ProvisioningReader(foundation.copy(), Map::of);
        Health health = parts.started("health", new Health());
        stores(foundation, reader, main);
        ManagementBeans.start(settings, foundation, centre.centre(), load, health, main, parts);

        HttpService http = new HttpService(settings);
        parts.started("routes", main, main::stop);
        main.init();
        http.start(main.context());
        main.start();
        load.first(reader, foundation.databasesReady());
        extraRoutes(settings, main.context(), parts);
        startSip(main.context(), parts);
        checks(foundation, main.context(), health);
        return new Application(parts, main.context());
    }

    private static void extraRoutes(Settings settings, CamelContext context, Parts parts) throws StartFailed {
        Path folder = settings.path("cc.routes.extra").orElseThrow();
        ExtraRoutes extra = parts.started("extra routes", new ExtraRoutes(folder, context));
        extra.load();
        if (settings.flag("cc.routes.reload")) {
            extra.follow();
        }
    }

    private static void stores(Foundation foundation, ProvisioningReader reader, CamelMain main) {
        main.bind("jms", foundation.jms().component());
        main.bind("dataSourceDb", foundation.databases().dataSource(DatabaseRole.PROVISIONING));
        main.bind("dataSourceAcc", foundation.databases().dataSource(DatabaseRole.ACCOUNTING));
        main.bind("dataSourceRt", foundation.databases().dataSource(DatabaseRole.RUNTIME));
        main.bind("provisioningStatements", new ProvisioningStatements(foundation.names()));
        main.bind("provisioningRows", reader);
    }

    /** SIP starts when everything else runs, and is the first to stop: no call comes in that nobody can serve. */
    private static void startSip(CamelContext context, Parts parts) throws Exception {
        List<String> routes = context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("sip:"))
                .map(Route::getId)
                .toList();
        parts.started("sip", routes, () -> {
            for (String route : routes) {
                context.getRouteController().stopRoute(route);
            }
        });
        for (String route : routes) {
            context.getRouteController().startRoute(route);
        }
    }

    private static void checks(Foundation foundation, CamelContext context, Health health) {
        health.add("broker", foundation.jms()::trouble);
        for (DatabaseRole role : DatabaseRole.values()) {
            health.add(
                    role.urlProperty().replace(".url", ""),
                    () -> Stores.trouble(foundation.databases().dataSource(role)));
        }
        health.add("routes", () -> trouble(context));
    }

    private static Optional<String> trouble(CamelContext context) {
        List<String> stopped = context.getRoutes().stream()
                .map(Route::getId)
                .filter(id -> context.getRouteController().getRouteStatus(id) != ServiceStatus.Started)
                .toList();
        return stopped.isEmpty() ? Optional.empty() : Optional.of("not started: " + String.join(", ", stopped));
    }

    private static void say(Settings settings) {
        settings.changed().forEach((name, value) -> LOG.info("{} = {}", name, value));
        settings.strangeVariables().forEach((name, near) -> LOG.warn("{} is no setting; {} would be one", name, near));
    }

    /** The context that runs the routes. */
    public CamelContext context() {
        return context;
    }

    @Override
    public void close() {
        parts.close();
    }
}
