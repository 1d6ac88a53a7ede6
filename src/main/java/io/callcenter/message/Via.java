package io.callcenter.message;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One Via: the way that a request took, and its responses take back (RFC 3261 §20.42, RFC 3581). {@code maddr} and {@code ttl} are never asked for:
 * they would let a peer aim our answers.
 *
 * @param transport as written, such as {@code UDP}
 * @param host host of the sent-by
 * @param port port of the sent-by, -1 = not given
 * @param parameters all parameters, as they came
 */
public record Via(String transport, Host host, int port, Parameters parameters) {
    /** What a branch of RFC 3261 begins with (§8.1.1.7). */
    public static final String COOKIE = "z9hG4bK";

    private static final Token BRANCH = new Token("branch");
    private static final Token RECEIVED = new Token("received");
    private static final Token RPORT = new Token("rport");
    private static final int HIGHEST_PORT = 65_535;

    /** Refuses ports above 65,535 and a transport that is no token with {@link IllegalArgumentException}. */
    public Via {
        Objects.requireNonNull(host);
        Objects.requireNonNull(parameters);
        if (!Token.isToken(transport, 0, transport.length()) || port < -1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("not a Via");
        }
    }

    /** A Via of our own, which asks the peer to answer to where it came from (RFC 3581 §3); any transport. */
    public static Via of(String transport, Host host, int port, Token branch) {
        return new Via(transport.toUpperCase(Locale.ROOT), host, port, Parameters.ofVia(branch));
    }

    /** The first Via of a list; empty when it is none: no protocol, transport and host, a zone in the host, a port above 65,535, broken parameters. */
    public static Optional<Via> read(String text) {
        ViaReader reader = new ViaReader(text);
        return reader.isUsable() && reader.isRight() ? Optional.of(reader.via()) : Optional.empty();
    }

    /** The branch as it came, empty = none. */
    public String branch() {
        return parameters.valueOf("branch");
    }

    /** Whether its branch is one of RFC 3261, so that it names a transaction. */
    public boolean hasCookie() {
        String branch = branch();
        return branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length()) && branch.length() > COOKIE.length();
    }

    /** Whether the client asks for its port (RFC 3581), whatever it filled in. */
    public boolean wantsPort() {
        return parameters.has("rport");
    }

    /** Whether it is the sent-by of that host and port: without case, a missing port is the usual one of the transport. */
    public boolean isSentBy(Host other, int otherPort) {
        return portOrUsual() == otherPort && host.matches(other);
    }

    /** The port, or the usual one of the transport. */
    public int portOrUsual() {
        boolean secure = transport.equalsIgnoreCase("TLS") || transport.equalsIgnoreCase("WSS");
        return port > 0 ? port : secure ? 5061 : 5060;
    }

    /** The same with what we saw: {@code received} always, {@code rport} where it was asked for; what the client had filled in goes. */
    public Via seen(Host address, int fromPort) {
        Parameters seen = parameters.without("received").with(RECEIVED, address.text());
        boolean asked = wantsPort();
        return new Via(transport, host, port, asked ? seen.with(RPORT, Integer.toString(fromPort)) : seen);
    }

    /** The same with another branch. */
    public Via withBranch(Token branch) {
        return new Via(transport, host, port, parameters.with(BRANCH, branch.text()));
    }

    /** As it stands in a message. */
    @Override
    public String toString() {
        String more = parameters.toString();
        StringBuilder text = new StringBuilder(64 + more.length())
                .append("SIP/2.0/")
                .append(transport)
                .append(' ');
        text.append(host.written());
        if (port >= 0) {
            text.append(':').append(port);
        }
        return text.append(more).toString();
    }
}
