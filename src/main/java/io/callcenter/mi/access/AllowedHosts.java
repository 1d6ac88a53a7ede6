package io.callcenter.mi.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps pages of other sites from steering the contact center through their visitor's browser: by forms and scripts, and by a name of theirs
 * that they let lead to our address (DNS rebinding).
 */
public final class AllowedHosts {
    private static final String LOOPBACK = "localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|::1";
    private static final Set<String> FOREIGN_SITES = Set.of("cross-site", "same-site");

    private final Set<String> names;
    private final boolean any;

    private AllowedHosts(Collection<String> names, boolean any) {
        this.names = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.any = any;
    }

    /** Requests to loopback and to those names, each with any port. */
    public static AllowedHosts only(Collection<String> names) {
        return new AllowedHosts(names, false);
    }

    /** Requests to any name: where passwords are asked for, which a page of another site does not have. */
    public static AllowedHosts any() {
        return new AllowedHosts(List.of(), true);
    }

    /** What is wrong with the name to which a request goes; empty when nothing is. */
    public Optional<String> foreignHost(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String host = headers.get("Host");
        if (headers.getAll("Host").size() > 1 || host == null && request.version() == HttpVersion.HTTP_1_1) {
            return Optional.of("not exactly one header Host");
        }
        if (host != null && !any && !allowed(host)) {
            return Optional.of("another host: " + host);
        }
        return Optional.empty();
    }

    /** What is wrong with the page from which a request comes; empty when nothing is. */
    public Optional<String> foreignPage(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String host = headers.get("Host");
        String site = headers.get("Sec-Fetch-Site");
        if (site != null && FOREIGN_SITES.contains(site.strip().toLowerCase(Locale.ROOT))) {
            return Optional.of("a page of another site: Sec-Fetch-Site " + site);
        }
        String origin = headers.get("Origin");
        return origin == null || ours(origin, host)
                ? Optional.empty()
                : Optional.of("a page of another site: " + origin);
    }

    private boolean allowed(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.replaceFirst(":\\d*$", "").replaceFirst("^\\[(.*)]$", "$1");
        return names.contains(lower) || names.contains(name) || name.matches(LOOPBACK);
    }

    private boolean ours(String origin, String host) {
        String from = origin.replaceFirst("^https?://", "").toLowerCase(Locale.ROOT);
        return from.equalsIgnoreCase(host) || names.contains(from);
    }
}
