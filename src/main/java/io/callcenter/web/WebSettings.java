package io.callcenter.web;

import io.callcenter.mi.Role;
import java.util.Map;

/**
 * What is set about the pages.
 *
 * @param port of the server, for the name of the cookie: one host may have several servers
 * @param tls whether pages come by HTTPS
 * @param plainBeyondLoopback whether passwords travel over a network as they are
 * @param numbers how much of callers each role sees
 * @param version of the program
 */
public record WebSettings(
        int port, boolean tls, boolean plainBeyondLoopback, Map<Role, Numbers> numbers, String version) {
    public WebSettings {
        numbers = Map.copyOf(numbers);
    }

    /** How much of callers that role sees. */
    Numbers numbers(Role role) {
        return numbers.getOrDefault(role, Numbers.NONE);
    }

    /** The name of the cookie. */
    String cookie() {
        return (tls ? "__Host-" : "") + "cc_session_" + port;
    }
}
