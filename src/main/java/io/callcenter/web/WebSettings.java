package io.callcenter.web;

import io.callcenter.mi.access.Role;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is set about the pages.
 *
 * @param port of the server, for the name of the cookie: one host may have several servers
 * @param tls whether pages come by HTTPS
 * @param plainBeyondLoopback whether passwords travel over a network as they are
 * @param numbers how much of callers each role sees
 * @param version of the program
 * @param sip host and port that phones call; empty while that is not known
 * @param popAt when the customer's page is opened: {@code ringing}, {@code answered} or {@code click}; {@code never} without one
 */
public record WebSettings(
        int port,
        boolean tls,
        boolean plainBeyondLoopback,
        Map<Role, NumberMask> numbers,
        String version,
        Supplier<String> sip,
        String popAt) {
    public WebSettings {
        numbers = Map.copyOf(numbers);
    }

    /** How much of callers that role sees. */
    NumberMask numbers(Role role) {
        return numbers.getOrDefault(role, NumberMask.NONE);
    }

    /** The cookie with that value, for browsers alone. */
    Cookie cookie(String value) {
        return Cookie.cookie(cookie(), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(tls)
                .setSameSite(CookieSameSite.STRICT);
    }

    /** The name of the cookie. */
    String cookie() {
        return (tls ? "__Host-" : "") + "cc_session_" + port;
    }
}
