package io.callcenter.sip;

import io.callcenter.transport.Literals;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Where later requests of a dialog go before its URIs are asked: over the connection by which the peer was heard last, or back to the address behind
 * which it hides; and the addresses that were dialled, for peers whose Contact names a port that nobody listens on. Any thread.
 */
final class DialogLinks {
    private static final int MOST_DIALLED = 10_000;

    private final BiPredicate<String, InetSocketAddress> open;
    private final Map<String, StackHop> dialled = new LinkedHashMap<>();

    /** {@code open}: whether there is a connection to that address by that transport. */
    DialogLinks(BiPredicate<String, InetSocketAddress> open) {
        this.open = open;
    }

    /** Whether a request that its URIs lead to {@code next} goes to where its peer was heard instead. {@code uri} is that URI as written. */
    boolean carry(String uri, SipUriText next, StackHop heard) {
        boolean stream = !heard.transport().equals("udp");
        if (stream && !open.test(heard.transport(), address(heard)) || next.secure() && !isSecure(heard)) {
            return false;
        }
        if (next.host().endsWith(".invalid") || keepsItsFlow(uri)) {
            return true;
        }
        if (!Literals.isLiteral(next.host())) {
            return false;
        }
        boolean wanted = next.transport().isEmpty() || next.transport().equals(heard.transport());
        InetAddress host = Literals.address(next.host());
        InetAddress source = Literals.address(heard.host());
        return wanted && stream && host.equals(source) || isHidden(host) && !isHidden(source);
    }

    private static boolean isSecure(StackHop hop) {
        return hop.transport().equals("tls") || hop.transport().equals("wss");
    }

    /** Whether the URI has the parameter {@code ob} (RFC 5626 §5.4). */
    private static boolean keepsItsFlow(String uri) {
        int at = uri.indexOf(";ob");
        return at >= 0 && (at + 3 == uri.length() || ";>?= ".indexOf(uri.charAt(at + 3)) >= 0);
    }

    /** Whether only its own network reaches that address. */
    private static boolean isHidden(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64; // RFC 6598
        boolean unique = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc; // RFC 4193
        return shared
                || unique
                || address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress();
    }

    /** The dialogs of that Call-ID are begun at that stream. */
    synchronized void dials(String callId, StackHop hop) {
        dialled.remove(callId);
        dialled.put(callId, hop);
        if (dialled.size() > MOST_DIALLED) {
            dialled.remove(dialled.keySet().iterator().next());
        }
    }

    /** The stream at which they were begun, if that is another port of the same host. */
    synchronized Optional<StackHop> dialled(String callId, StackHop hop) {
        return Optional.ofNullable(dialled.get(callId))
                .filter(first -> first.port() != hop.port()
                        && first.host().equals(hop.host())
                        && first.transport().equals(hop.transport()));
    }

    /** Whether there is a connection to it. */
    boolean isOpen(StackHop hop) {
        return open.test(hop.transport(), address(hop));
    }

    private static InetSocketAddress address(StackHop hop) {
        return new InetSocketAddress(Literals.address(hop.host()), hop.port());
    }
}
