package io.callcenter.config.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Puts the routes of one file into a running context, replacing by id, and takes them out again. One thread at a time. */
public final class RouteFiles {
    private static final String TRIAL = "trial-";
    private static final Duration PAUSE = Duration.ofMillis(5);
    /** Shorter than senders wait for the next route. */
    private static final Duration EMPTYING = Duration.ofMillis(1000);

    private final CamelContext context;
    private final Model model;
    private final Map<String, RouteDefinition> builtIn = new LinkedHashMap<>();

    /** Takes the routes that are there now as the built-in ones. */
    public RouteFiles(CamelContext context) {
        this.context = context;
        ExtendedCamelContext extension = context.getCamelContextExtension();
        this.model = extension.getContextPlugin(Model.class);
        model.getRouteDefinitions().forEach(route -> builtIn.put(route.getRouteId(), route));
    }

    /** The text of a route file under a name whose ending says its language. */
    public static Resource resource(String name, byte[] text) {
        return ResourceHelper.fromBytes("file:" + name, text);
    }

    /**
     * Builds the routes of a file under other names, completely but without starting them, and throws them away.
     *
     * @return the ids that the file gives
     * @throws Exception for whatever keeps one from being built: syntax, endpoints, beans
     */
    Set<String> trial(Resource file) throws Exception {
        Set<String> ids = new LinkedHashSet<>();
        for (RouteDefinition route : parsed(file)) {
            ids.add(route.getRouteId());
            build(route);
        }
        return ids;
    }

    /** Whether a file reads new calls or facts about calls: such files come last, because calls come in as soon as they run. */
    boolean readsSip(Resource file) throws Exception {
        return entrances(file).stream().anyMatch(uri -> uri.startsWith("sip:"));
    }

    /** The endpoint URIs at which the routes of a file begin. */
    public List<String> entrances(Resource file) throws Exception {
        return parsed(file).stream()
                .map(route -> route.getInput().getEndpointUri())
                .filter(Objects::nonNull)
                .toList();
    }

    /** The routes of a file, neither built nor put in. */
    List<RouteDefinition> parsed(Resource file) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        for (RoutesBuilder builder : loader().findRoutesBuilders(file)) {
            if (builder instanceof RouteBuilder known) {
                for (RouteDefinition route : known.configureRoutes(context).getRoutes()) {
                    if (route.getRouteId() == null || !route.hasCustomIdAssigned()) {
                        throw new IllegalArgumentException("a route has no id");
                    }
                    routes.add(route);
                }
            }
        }
        return routes;
    }

    private void build(RouteDefinition route) throws Exception {
        context.getEndpoint(context.resolvePropertyPlaceholders(route.getInput().getEndpointUri()));
        String id = TRIAL + UUID.randomUUID();
        route.setId(id);
        route.setAutoStartup("false");
        route.setStartupOrder(null);
        route.getInput().setUri("direct:_" + id);
        Collection<ProcessorDefinition<?>> steps = new ArrayList<>();
        for (Object step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            steps.add((ProcessorDefinition<?>) step);
        }
        steps.forEach(step -> step.setId(null));
        try {
            model.addRouteDefinition(route);
        } finally {
            remove(id);
        }
    }

    /**
     * Puts the routes of a file in, each in the place of the one with its id.
     *
     * @param ids those that the file gives, as {@link #trial} tells them
     */
    void put(Resource file, Set<String> ids) throws Exception {
        for (String id : ids) {
            empty(id);
        }
        loader().updateRoutes(file);
    }

    /**
     * Lets no new message into a route and waits for those inside, so that its stop breaks none off. Senders to {@code direct:} wait
     * meanwhile; other sources have their own ways to be stopped.
     */
    private void empty(String id) throws InterruptedException {
        Route route = context.getRoute(id);
        if (route == null || !(route.getConsumer() instanceof SteadyDirect.Entrance entrance)) {
            return;
        }
        entrance.suspend();
        long end = System.nanoTime() + EMPTYING.toNanos();
        while (entrance.inside() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Takes a route out; a built-in one with that id comes back. */
    void takeOut(String id) throws Exception {
        remove(id);
        RouteDefinition former = builtIn.get(id);
        if (former != null) {
            model.addRouteDefinition(former);
            context.getRouteController().startRoute(id);
        }
    }

    private void remove(String id) throws Exception {
        if (context.getRoute(id) != null) {
            empty(id);
            context.getRouteController().stopRoute(id);
            context.removeRoute(id);
        }
        RouteDefinition definition = model.getRouteDefinition(id);
        if (definition != null) {
            model.removeRouteDefinition(definition);
        }
    }

    private RoutesLoader loader() {
        return PluginHelper.getRoutesLoader(context.getCamelContextExtension());
    }
}
