package io.callcenter.config;

import io.callcenter.config.settings.Settings;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Hosts whose SIP addresses are names of this contact center: where it listens, what it calls itself, and the domains that are said to be its own. */
final class OwnHosts {
    private OwnHosts() {}

    /** Whether a host, in lower case and without brackets, is one of them. */
    static Predicate<String> of(Settings settings) {
        Set<String> hosts = new HashSet<>();
        items(settings.text("cc.transfer.domains")).forEach(hosts::add);
        items(settings.text("cc.sip.advertise")).map(OwnHosts::host).forEach(hosts::add);
        items(settings.text("cc.sip.listen"))
                .map(point -> host(point.substring(point.indexOf(':') + 1)))
                .forEach(host -> {
                    hosts.add(host);
                    if (host.equals("0.0.0.0") || host.equals("::")) {
                        local().forEach(hosts::add);
                    }
                });
        return Set.copyOf(hosts)::contains;
    }

    private static Stream<String> items(String list) {
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty());
    }

    /** Of {@code host}, {@code host:port} and {@code [address]:port}. */
    private static String host(String text) {
        if (text.startsWith("[")) {
            return text.substring(1, Math.max(1, text.indexOf(']')));
        }
        int colon = text.indexOf(':');
        return colon < 0 || text.indexOf(':', colon + 1) > 0 ? text : text.substring(0, colon);
    }

    private static Stream<String> local() {
        try {
            return Stream.concat(
                    Stream.of("localhost"),
                    NetworkInterface.networkInterfaces()
                            .flatMap(NetworkInterface::inetAddresses)
                            .map(InetAddress::getHostAddress)
                            .map(address -> address.split("%", 2)[0]));
        } catch (SocketException e) {
            return Stream.of("localhost");
        }
    }
}
