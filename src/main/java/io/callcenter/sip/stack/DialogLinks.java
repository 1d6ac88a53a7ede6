package io.callcenter.sip.stack;

import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import io.callcenter.transport.address.Literals;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Where later requests of a dialog go before its URIs are asked: over the connection by which the peer was heard last, or back to the address behind
 * which it hides; and where each of the last 10,000 dialogs of ours was begun by stream, for peers whose Contact names a port that nobody listens on.
 * Any thread.
 */
final class DialogLinks {
    static final int MOST_DIALLED = 10_000;

    private final BiPredicate<String, InetSocketAddress> open;
    /** By Call-ID: phones of one host are told apart by nothing else. */
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
        if (uri.indexOf(";ob") < 0 && uri.indexOf(";OB") < 0) {
            return false;
        }
        Optional<SipUri> read =
                uri.indexOf('<') < 0 ? SipUri.read(uri) : NameAddress.read(uri).map(NameAddress::uri);
        return read.isPresent() && read.get().has("ob");
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

    /** The dialog with that Call-ID is begun at that stream. */
    synchronized void dials(String callId, StackHop hop) {
        dialled.remove(callId);
        dialled.put(callId, hop);
        if (dialled.size() > MOST_DIALLED) {
            dialled.remove(dialled.keySet().iterator().next());
        }
    }

    /** The stream at which that dialog was begun, if it is another one to the same host. */
    synchronized Optional<StackHop> dialled(String callId, StackHop hop) {
        StackHop begun = dialled.get(callId);
        boolean other = begun != null
                && begun.port() != hop.port()
                && begun.transport().equals(hop.transport())
                && address(begun).getAddress().equals(address(hop).getAddress());
        return other ? Optional.of(begun) : Optional.empty();
    }

    /** Whether there is a connection to it. */
    boolean isOpen(StackHop hop) {
        return open.test(hop.transport(), address(hop));
    }

    private static InetSocketAddress address(StackHop hop) {
        return new InetSocketAddress(Literals.address(hop.host()), hop.port());
    }
}
