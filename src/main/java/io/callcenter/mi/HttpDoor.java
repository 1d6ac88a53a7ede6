package io.callcenter.mi;

import io.callcenter.mi.access.AllowedHosts;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.NameAndPassword;
import io.callcenter.mi.access.PasswordChecks;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Visitor;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Decides about each HTTP request before a route sees it, on the event loop and without ever blocking it: where it may come from, who sends it
 * (the {@link Visitor} of the exchange), and that it is of the kind that its path takes. Answers {@code /health/*} itself, to everybody.
 */
public final class HttpDoor implements Handler<RoutingContext> {
    /** The path of commands. */
    public static final String COMMANDS = "/mi";

    private static final Map<String, List<HttpMethod>> METHODS = Map.of(
            COMMANDS,
            List.of(HttpMethod.POST),
            "/metrics",
            List.of(HttpMethod.GET),
            HealthPage.LIVE,
            List.of(HttpMethod.GET, HttpMethod.HEAD),
            HealthPage.READY,
            List.of(HttpMethod.GET, HttpMethod.HEAD));

    private static final String PASSED = HttpDoor.class.getName() + ".passed";
    private static final String OF_PAGES = "/x/";
    private static final int MISDIRECTED = 421;

    private final AllowedHosts hosts;
    private final PasswordChecks logins;
    private final HealthPage health;
    private final Audit audit;

    /** Lets in by those rules. */
    public HttpDoor(AllowedHosts hosts, PasswordChecks logins, HealthPage health, Audit audit) {
        this.hosts = hosts;
        this.logins = logins;
        this.health = health;
        this.audit = audit;
    }

    /** Notes that the pages have let this request in, which is for a route behind them. */
    public static void pass(RoutingContext context) {
        context.put(PASSED, Boolean.TRUE);
    }

    @Override
    public void handle(RoutingContext context) {
        if (Boolean.TRUE.equals(context.get(PASSED))) {
            context.next();
            return;
        }
        if (context.normalizedPath().startsWith(OF_PAGES)) {
            refuse(context, 404, ""); // without pages nobody says who asks
            return;
        }
        HttpServerRequest request = context.request();
        String path = path(context);
        // Probes of supervisors come by address, whatever names a proxy is known by; without users the port is for this
        // machine alone.
        boolean probe = health.handles(path) && !logins.open();
        Optional<String> host = probe ? Optional.empty() : hosts.foreignHost(request);
        Optional<String> foreign = probe ? Optional.empty() : host.or(() -> hosts.foreignPage(request));
        if (foreign.isPresent()) {
            turnAway(context, host.isPresent() ? MISDIRECTED : 403, foreign.get());
            return;
        }
        List<HttpMethod> methods = METHODS.get(path);
        if (methods != null && !methods.contains(request.method())) {
            context.response()
                    .putHeader(
                            "Allow",
                            String.join(
                                    ", ", methods.stream().map(HttpMethod::name).toList()));
            refuse(context, 405, "");
        } else if (health.handles(path)) {
            health.handle(context, path);
        } else if (logins.open()) {
            enter(context, new Visitor("-", Role.ADMIN, from(context).toString()));
        } else {
            askWho(context);
        }
    }

    private static String path(RoutingContext context) {
        String path = context.normalizedPath();
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static PasswordChecks.Origin from(RoutingContext context) {
        var address = context.request().remoteAddress();
        return new PasswordChecks.Origin("http", address == null ? "?" : String.valueOf(address.hostAddress()));
    }

    private void askWho(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        Optional<NameAndPassword> given = Optional.ofNullable(header).flatMap(NameAndPassword::basic);
        if (given.isEmpty()) {
            if (header == null) { // a program only asks which credentials are wanted
                unauthorized(context, "name and password needed");
            } else {
                audit.turnedAwayOften("-", from(context).toString(), "an Authorization that cannot be read");
                unauthorized(context, "Authorization: not of the scheme Basic");
            }
            return;
        }
        PasswordChecks.Origin from = from(context);
        CompletableFuture<PasswordChecks.Outcome> outcome = logins.check(from, given.get());
        if (outcome.isDone()) {
            decide(context, from, given.get().name(), outcome.join());
            return;
        }
        context.request().pause();
        Context loop = context.vertx().getOrCreateContext();
        outcome.thenAccept(known ->
                loop.runOnContext(nothing -> decide(context, from, given.get().name(), known)));
    }

    private void decide(
            RoutingContext context, PasswordChecks.Origin from, String name, PasswordChecks.Outcome outcome) {
        if (context.response().closed()) {
            return;
        }
        if (outcome instanceof PasswordChecks.Outcome.In in) {
            enter(context, new Visitor(name, in.role(), from.toString(), true, logins.scope(name)));
        } else if (outcome instanceof PasswordChecks.Outcome.Later later) {
            context.response()
                    .putHeader(
                            "Retry-After",
                            Long.toString(later.delay().plusMillis(999).toSeconds()));
            refuse(context, 429, "too many passwords from there: try again after Retry-After seconds");
        } else {
            unauthorized(context, "wrong name or password");
        }
    }

    private void enter(RoutingContext context, Visitor visitor) {
        if (path(context).equals(COMMANDS) && !json(context.request())) {
            turnAway(context, 415, "commands are sent with Content-Type: application/json");
            return;
        }
        if (path(context).equals("/metrics") && !visitor.role().covers(Role.VIEWER)) {
            turnAway(context, 403, "metrics are for viewers");
            return;
        }
        if (path(context).equals("/metrics") && !visitor.scope().isAll()) {
            turnAway(context, 403, "metrics are about the whole contact center");
            return;
        }
        tell(context, visitor);
        context.next();
    }

    /** Camel hands it to the route as a header. Deprecated because it is meant for handlers like this one only. */
    @SuppressWarnings("deprecation")
    private static void tell(RoutingContext context, Visitor visitor) {
        context.setUser(User.create(new JsonObject()
                .put("name", visitor.name())
                .put("role", visitor.role().name())
                .put("from", visitor.from())
                .put("scope", visitor.scope().toString())));
    }

    /** Browsers send other types for any page; for this one they ask first, and are not allowed to (405 for OPTIONS). */
    private static boolean json(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null
                && type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT).matches("application/json(-rpc)?");
    }

    /** Who was let in with the message of that header value; throws where nobody was. */
    static Visitor visitor(User user) {
        JsonObject known = user.principal();
        String scope = known.getString("scope");
        return new Visitor(
                known.getString("name"),
                Role.valueOf(known.getString("role")),
                known.getString("from"),
                true,
                scope.isEmpty() ? UserScope.ALL : UserScope.of(scope));
    }

    private static void unauthorized(RoutingContext context, String why) {
        context.response().putHeader("WWW-Authenticate", "Basic realm=\"call-center\", charset=\"UTF-8\"");
        refuse(context, 401, why);
    }

    private void turnAway(RoutingContext context, int status, String why) {
        audit.turnedAwayOften("-", from(context).toString(), why);
        refuse(context, status, why);
    }

    /** Answers with that status and a JSON error, unless the answer has begun. */
    public static void refuse(RoutingContext context, int status, String why) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        context.request().resume();
        response.setStatusCode(status)
                .putHeader("Content-Type", HttpRefusal.JSON)
                .end(new HttpRefusal(status, why).body());
    }
}
