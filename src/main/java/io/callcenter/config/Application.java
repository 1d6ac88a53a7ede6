package io.callcenter.config;

import io.callcenter.mi.Health;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole application: started in the right order, stopped in reverse. */
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
        Health health = parts.started("health", new Health());
        Jms jms = parts.started("broker", Jms.start(settings, (user, password) -> java.util.Optional.empty()));
        health.add("broker", jms::trouble);

        CamelMain main = new CamelMain(forCamel(settings));
        main.bind("jms", jms.component());
        main.bind("health", health);
        parts.started("camel", main, main::stop);
        main.start();
        CamelContext context = main.getCamelContext();
        health.add("camel", () -> trouble(context));
        return new Application(parts, context);
    }

    private static Properties forCamel(Settings settings) {
        return settings.forRoutes();
    }

    private static java.util.Optional<String> trouble(CamelContext context) {
        return context.getStatus() == ServiceStatus.Started
                ? java.util.Optional.empty()
                : java.util.Optional.of(String.valueOf(context.getStatus()));
    }

    private static void say(Settings settings) {
        settings.changed().forEach((name, value) -> LOG.info("{} = {}", name, value));
        settings.strangeVariables().forEach((name, near) -> LOG.warn("{} is no setting; {} would be one", name, near));
    }

    /** The ids of the routes that run. */
    public List<String> routes() {
        return context.getRoutes().stream().map(route -> route.getId()).toList();
    }

    @Override
    public void close() {
        parts.close();
    }
}
