package io.callcenter.mi;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Finds out who sends an HTTP request and leaves the {@link Visitor} as exchange property {@code CcVisitor}, or answers 401 (no or wrong
 * credentials), 403 (a page of another site, sent by a browser) or 503 (too many are being checked) and ends the route (interfaces 6).
 */
public final class HttpAccess extends AsyncProcessorSupport implements AutoCloseable {
    /** Exchange property with the {@link Visitor}. */
    static final String VISITOR = "CcVisitor";

    private static final int MOST_WAITING = 200;
    private static final String BASIC = "basic ";

    private final Users users;
    private final Audit audit;
    private final GuessingBrake brake;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledThreadPoolExecutor checking = new ScheduledThreadPoolExecutor(2, task -> {
        Thread thread = new Thread(task, "cc-passwords");
        thread.setDaemon(true);
        return thread;
    });

    private record Credentials(String name, String password) {}

    /** Lets those users in; everybody as administrator where there are none. */
    public HttpAccess(Users users, Audit audit, InstantSource clock) {
        this.users = users;
        this.audit = audit;
        this.brake = new GuessingBrake(clock);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        String address = request.remoteAddress() == null
                ? "?"
                : String.valueOf(request.remoteAddress().hostAddress());
        if (foreignPage(request)) {
            audit.turnedAway("-", "http " + address, "a page of another site: " + request.getHeader("Origin"));
            return turnAway(exchange, callback, 403);
        }
        if (users.isEmpty()) {
            return letIn(exchange, callback, new Visitor("-", Role.ADMIN, "http " + address));
        }
        String header = request.getHeader("Authorization");
        Optional<Credentials> given = credentials(header);
        if (given.isEmpty()) {
            if (header != null) { // without one, a program only asks which credentials are wanted
                audit.turnedAway("-", "http " + address, "an Authorization that cannot be read");
            }
            return turnAway(exchange, callback, 401);
        }
        Credentials credentials = given.get();
        if (users.known(credentials.name(), credentials.password())) {
            return check(exchange, callback, credentials, address);
        }
        return checkLater(exchange, callback, credentials, address);
    }

    private boolean checkLater(Exchange exchange, AsyncCallback callback, Credentials credentials, String address) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return turnAway(exchange, callback, 503);
        }
        Duration delay = brake.delay(address);
        try {
            checking.schedule(
                    () -> {
                        waiting.decrementAndGet();
                        check(exchange, doneSync -> callback.done(false), credentials, address);
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return turnAway(exchange, callback, 503);
        }
        return false;
    }

    private boolean check(Exchange exchange, AsyncCallback callback, Credentials credentials, String address) {
        Optional<Role> role = users.check(credentials.name(), credentials.password());
        if (role.isEmpty()) {
            brake.wrong(address);
            audit.turnedAway(credentials.name(), "http " + address, "wrong name or password");
            return turnAway(exchange, callback, 401);
        }
        brake.right(address);
        return letIn(exchange, callback, new Visitor(credentials.name(), role.get(), "http " + address));
    }

    private static boolean letIn(Exchange exchange, AsyncCallback callback, Visitor visitor) {
        exchange.setProperty(VISITOR, visitor);
        callback.done(true);
        return true;
    }

    private static boolean turnAway(Exchange exchange, AsyncCallback callback, int status) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody("");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (status == 401) {
            exchange.getMessage().setHeader("WWW-Authenticate", "Basic realm=\"call-center\", charset=\"UTF-8\"");
        }
        exchange.setRouteStop(true);
        callback.done(true);
        return true;
    }

    /** Browsers say from which page a request comes; one of another site must not steer us through its visitor's browser. */
    private static boolean foreignPage(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        return origin != null
                && (host == null || !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host));
    }

    private static Optional<Credentials> credentials(String header) {
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String pair = new String(bytes, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        checking.shutdownNow();
    }
}
