package io.callcenter.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** How routes are written here. */
final class RouteRules {

    /** Everything that comes from outside must lose these headers first, or a stranger could steer our routes. */
    private static final String FOREIGN = "(Camel|Cc|Sip).*";

    private static final Set<String> FROM_OUTSIDE = Set.of("jms", "platform-http", "rest", "netty-http", "file");
    private static final Set<String> INSIDE =
            Set.of("direct", "seda", "log", "bean", "kamelet", "mock", "controlbus", "language", "dataformat");
    private static final Set<String> SENDING = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");
    private static final Set<String> SCRIPTS = Set.of(
            "groovy",
            "js",
            "java",
            "joor",
            "csimple",
            "mvel",
            "ognl",
            "python",
            "spel",
            "wasm",
            "datasonnet",
            "script");

    private RouteRules() {}

    /** What is wrong with a file, one text each; {@code configurations} are the ids of the route configurations that exist. */
    static List<String> complaints(RouteFile file, Set<String> configurations) {
        List<String> complaints = new ArrayList<>();
        for (Node route : file.routes()) {
            Consumer<String> complain =
                    text -> complaints.add(file.name() + ", route " + route.get("id") + ": " + text);
            names(file, route, configurations, complain);
            start(route, complain);
            route.walk().forEach(node -> step(file, node, complain));
            if (nestedChoices(route, 0) > 1) {
                complain.accept("a choice in a choice belongs into a bean");
            }
        }
        file.root()
                .walk()
                .filter(node -> node.name().equals("templatedRoute"))
                .filter(node -> !node.get("routeId").matches(file.name() + "-[a-z].*"))
                .forEach(node -> complaints.add(file.name() + ": a templated route needs the routeId " + file.name()
                        + "-<verb>, or Camel invents one"));
        return complaints;
    }

    private static void names(RouteFile file, Node route, Set<String> configurations, Consumer<String> complain) {
        if (!route.get("id").matches(file.name() + "-[a-z{].*")) {
            complain.accept("its id must be " + file.name() + "-<verb>");
        }
        if (route.get("description").isBlank()) {
            complain.accept("it has no description");
        }
        if (!configurations.contains(route.get("routeConfigurationId"))) {
            complain.accept("it names no route configuration of " + configurations);
        }
    }

    private static void start(Node route, Consumer<String> complain) {
        for (Node from : route.all("from")) {
            String uri = from.get("uri");
            if (uri.startsWith("direct:")
                    && !uri.matches("direct:(handle-call|agent-login|mi|effect-.+|hook-.+|_.+)")) {
                complain.accept(uri + " is neither a public name nor begins with direct:_");
            }
            if (FROM_OUTSIDE.contains(scheme(uri))) {
                Node first = route.walk()
                        .filter(node -> !Set.of("route", "from", "parameters").contains(node.name()))
                        .findFirst()
                        .orElse(route);
                if (!first.name().equals("removeHeaders")
                        || !Set.of(FOREIGN, "*").contains(first.get("pattern"))) {
                    complain.accept("it must begin with removeHeaders " + FOREIGN);
                }
            }
        }
    }

    private static void step(RouteFile file, Node node, Consumer<String> complain) {
        if (SCRIPTS.contains(node.name())
                || node.name().equals("expression")
                        && node.attributes().keySet().stream().anyMatch(SCRIPTS::contains)) {
            complain.accept("it holds a program in a script language");
        }
        String uri = node.get("uri");
        if (file.yaml() && uri.contains("?")) {
            complain.accept(uri + " hides parameters that belong under parameters:");
        }
        if (SENDING.contains(node.name())) {
            if (!INSIDE.contains(scheme(uri)) && node.get("id").isBlank()) {
                complain.accept(uri + " leaves the process and needs an id");
            }
            boolean skipped = node.all("parameters").stream()
                    .anyMatch(parameters -> parameters.get("failIfNoConsumers").equals("false"));
            if (uri.startsWith("direct:hook-") && !skipped && !uri.contains("failIfNoConsumers=false")) {
                complain.accept(uri + " needs failIfNoConsumers: false");
            }
        }
    }

    private static int nestedChoices(Node node, int above) {
        int here = above + (node.name().equals("choice") ? 1 : 0);
        return node.children().stream()
                .mapToInt(child -> nestedChoices(child, here))
                .max()
                .orElse(here);
    }

    private static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? uri : uri.substring(0, colon);
    }
}
