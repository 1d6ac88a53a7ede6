package io.callcenter.message;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A URI as messages carry it, sendable, in its own spelling (RFC 3261 §19.1). {@code sip} and {@code sips} are taken apart; of other schemes only the
 * scheme is read. An {@code @} ends the user part, so {@code ? ; / &} may stand in it; {@code sip:@host} has no user. Equal = the same text; {@link
 * #matches} compares what URIs mean.
 */
public final class SipUri {
    private static final int HIGHEST_PORT = 65_535;

    private final String text;
    private final int from;
    private final int to;
    private final int schemeTo;
    private final boolean sip;
    private int hostFrom;
    private int hostTo;
    private int port = -1;
    private int parametersFrom;
    private int headersFrom;

    private SipUri(String text, int from, int to, int schemeTo) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.schemeTo = schemeTo;
        sip = Chars.same(text, from, schemeTo, "sip") || Chars.same(text, from, schemeTo, "sips");
        hostFrom = to;
        hostTo = to;
        parametersFrom = to;
        headersFrom = to;
    }

    /** The URI; refuses what is none with {@link IllegalArgumentException}. */
    public static SipUri of(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException("not a URI that can be sent"));
    }

    /**
     * The URI, without angle brackets; empty when it has no scheme or host, a port above 65,535, an IPv6 address with a zone, or one of the characters
     * that would break a message: blanks, {@code < > "}, control characters.
     */
    public static Optional<SipUri> read(String text) {
        return Optional.ofNullable(parse(text, 0, text.length()));
    }

    /** The URI in that part of a text, {@code null} = none. */
    static SipUri parse(String text, int from, int to) {
        int colon = -1;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (Chars.breaksUri(c)) {
                return null;
            }
            if (c == ':' && colon < 0) {
                colon = at;
            }
        }
        if (colon <= from || !isScheme(text, from, colon)) {
            return null;
        }
        SipUri uri = new SipUri(text, from, to, colon);
        return uri.sip && !uri.place() ? null : uri;
    }

    private static boolean isScheme(String text, int from, int to) {
        int first = Chars.lower(text.charAt(from));
        boolean good = first >= 'a' && first <= 'z';
        for (int at = from + 1; at < to && good; at++) {
            int c = Chars.lower(text.charAt(at));
            good = c >= 'a' && c <= 'z' || Chars.isDigit(c) || c == '+' || c == '-' || c == '.';
        }
        return good;
    }

    /** Finds host, port, parameters and headers; whether they are right. */
    private boolean place() {
        int sign = text.indexOf('@', schemeTo + 1);
        hostFrom = sign < 0 || sign >= to ? schemeTo + 1 : sign + 1;
        hostTo = hostEnd();
        int at = hostTo;
        if (at < to && text.charAt(at) == ':') {
            at = digitsEnd(at + 1);
            port = at == hostTo + 1 ? -1 : (int) Chars.number(text, hostTo + 1, at, HIGHEST_PORT);
        }
        parametersFrom = at;
        headersFrom = indexOr('?', at, to);
        boolean portRight = port >= 0 || at <= hostTo + 1;
        return hostTo > hostFrom && portRight && (at == to || ";?".indexOf(text.charAt(at)) >= 0);
    }

    /** Where the host ends, at its begin where it is none. */
    private int hostEnd() {
        if (hostFrom < to && text.charAt(hostFrom) == '[') {
            int close = indexOr(']', hostFrom, to);
            return close < to && Host.isIpv6(text, hostFrom + 1, close) ? close + 1 : hostFrom;
        }
        int at = hostFrom;
        while (at < to && Chars.isHost(text.charAt(at))) {
            at++;
        }
        return at - hostFrom <= Host.LONGEST ? at : hostFrom;
    }

    private int digitsEnd(int from) {
        int at = from;
        while (at < to && Chars.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int indexOr(char c, int start, int end) {
        for (int at = start; at < end; at++) {
            if (text.charAt(at) == c) {
                return at;
            }
        }
        return end;
    }

    /** The scheme in lower case. */
    public String scheme() {
        return text.substring(from, schemeTo).toLowerCase(Locale.ROOT);
    }

    /** Whether its scheme is {@code sip} or {@code sips}; of others only scheme and text are known. */
    public boolean isSip() {
        return sip;
    }

    /** Whether its scheme is {@code sips}. */
    public boolean isSips() {
        return sip && schemeTo - from == 4;
    }

    /** User part and password as written; empty = none. */
    public String userInfo() {
        return sip && hostFrom > schemeTo + 1 ? text.substring(schemeTo + 1, hostFrom - 1) : "";
    }

    /** User part as written, without password; empty = none. */
    public String user() {
        String info = userInfo();
        int colon = info.indexOf(':');
        return colon < 0 ? info : info.substring(0, colon);
    }

    /** User part without password and escapes; with its escapes where they are none. For people: see {@link Display#of}. */
    public String userName() {
        return Escapes.decode(user());
    }

    /** The host; empty where the scheme is not {@code sip} or {@code sips}. */
    public Optional<Host> host() {
        return sip ? Optional.of(Host.of(hostText())) : Optional.empty();
    }

    private String hostText() {
        boolean brackets = text.charAt(hostFrom) == '[';
        return brackets ? text.substring(hostFrom + 1, hostTo - 1) : text.substring(hostFrom, hostTo);
    }

    /** The port; -1 = not given. */
    public int port() {
        return port;
    }

    /** All parameters. */
    public Parameters parameters() {
        return Parameters.of(text, parametersFrom, headersFrom);
    }

    /** The value of a parameter, without case in its name; empty text where it stands alone. */
    public Optional<String> parameter(String name) {
        int at = Parameters.find(text, parametersFrom, headersFrom, name);
        return at < 0 ? Optional.empty() : Optional.of(Parameters.value(text, at, headersFrom));
    }

    /** Whether it has that parameter, such as {@code lr}. */
    public boolean has(String name) {
        return Parameters.find(text, parametersFrom, headersFrom, name) >= 0;
    }

    /** The transport that it asks for, in lower case; empty = none. */
    public String transport() {
        return parameter("transport")
                .map(value -> value.toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** Headers behind {@code ?} as written, without it; empty = none. */
    public String headers() {
        return headersFrom < to ? text.substring(headersFrom + 1, to) : "";
    }

    /** Value of the header field of that name behind {@code ?}, its escapes resolved; empty where there is none or it cannot be read (RFC 3261 §19.1.1). */
    public Optional<String> header(String name) {
        for (String pair : headers().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equalsIgnoreCase(name)) {
                return unescaped(pair.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unescaped(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes[length++] = raw[i];
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes[length++] = (byte) (high << 4 | low);
            i += 2;
        }
        return Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    /** The same without headers: they have no place in a Request-URI, From or To (RFC 3261 §19.1.1). */
    public SipUri withoutHeaders() {
        return headersFrom == to ? this : parse(text, from, headersFrom);
    }

    /** Whether sender and path must be secure. */
    public boolean isSecure() {
        return isSips() || transport().equals("tls");
    }

    /** The transport that it asks for; else TLS for {@code sips}, UDP for {@code sip} (RFC 3263 §4.1 without NAPTR). */
    public String transportOrUsual() {
        if (isSecure()) {
            return "tls";
        }
        String asked = transport();
        return asked.isEmpty() ? "udp" : asked;
    }

    /** The port, or the usual one of its transport. */
    public int portOrUsual() {
        return port > 0 ? port : isSecure() ? 5061 : 5060;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipUri uri
                && to - from == uri.to - uri.from
                && text.regionMatches(from, uri.text, uri.from, to - from);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As it was written, without angle brackets. */
    @Override
    public String toString() {
        return text.substring(from, to);
    }
}
