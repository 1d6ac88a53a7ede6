package io.callcenter.sip;

import io.callcenter.b2b.SipRequest;
import java.util.Locale;

/**
 * The parts of a SIP URI (RFC 3261 §19.1) that say where it is.
 *
 * @param scheme {@code sip}, {@code sips} or another, lower case
 * @param user user part as written, empty = none
 * @param host name or literal, without brackets
 * @param port -1 = not given
 * @param transport of the parameter, lower case, empty = not given
 */
record SipUriText(String scheme, String user, String host, int port, String transport) {
    /** Takes a URI with or without angle brackets; refuses what has no host with {@link IllegalArgumentException}. */
    static SipUriText parse(String text) {
        String uri = bare(text);
        int colon = uri.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("no URI: " + text);
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        int headers = uri.indexOf('?', colon);
        String rest = uri.substring(colon + 1, headers < 0 ? uri.length() : headers);
        int at = rest.indexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at);
        String hostAndMore = rest.substring(at + 1);
        int semicolon = hostAndMore.indexOf(';');
        String hostPort = semicolon < 0 ? hostAndMore : hostAndMore.substring(0, semicolon);
        String parameters = semicolon < 0 ? "" : hostAndMore.substring(semicolon);
        return hostAndPort(scheme, user, hostPort.strip(), transport(parameters), text);
    }

    /** Where that request is sent: to its first Route, else to its URI; refused likewise. */
    static SipUriText nextHop(SipRequest request) {
        return parse(
                request.routes().isEmpty() ? request.uri() : request.routes().get(0));
    }

    private static String bare(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        return open >= 0 && close > open ? text.substring(open + 1, close) : text.strip();
    }

    private static SipUriText hostAndPort(String scheme, String user, String hostPort, String transport, String text) {
        int end = hostPort.startsWith("[") ? hostPort.indexOf(']') + 1 : hostPort.indexOf(':');
        String host = end <= 0 ? hostPort : hostPort.substring(0, end);
        String port = end <= 0 || end >= hostPort.length() ? "" : hostPort.substring(end + 1);
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("no host: " + text);
        }
        try {
            return new SipUriText(scheme, user, plain, port.isEmpty() ? -1 : Integer.parseInt(port), transport);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("bad port: " + text, e);
        }
    }

    private static String transport(String parameters) {
        String lower = parameters.toLowerCase(Locale.ROOT);
        int start = lower.indexOf(";transport=");
        if (start < 0) {
            return "";
        }
        int from = start + ";transport=".length();
        int end = lower.indexOf(';', from);
        return lower.substring(from, end < 0 ? lower.length() : end).strip();
    }

    /** Whether sender and path must be secure. */
    boolean secure() {
        return scheme.equals("sips") || transport.equals("tls");
    }

    /** The transport that the URI asks for, else UDP, else (sips) TLS (RFC 3263 §4.1 without NAPTR). */
    String transportOrUsual() {
        if (secure()) {
            return "tls";
        }
        return transport.isEmpty() ? "udp" : transport;
    }

    /** The port, or the usual one of that transport. */
    int portOrUsual() {
        return port > 0 ? port : transportOrUsual().equals("tls") ? 5061 : 5060;
    }
}
