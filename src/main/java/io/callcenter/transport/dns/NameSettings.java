package io.callcenter.transport.dns;

import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom to ask for names.
 *
 * @param servers at least one, in the order in which they are asked
 * @param search domains that are added to short names
 * @param dots a name with fewer dots is tried with those domains first
 */
public record NameSettings(List<InetSocketAddress> servers, List<String> search, int dots) {
    private static final int PORT = 53;
    private static final int MOST_SERVERS = 3;
    private static final int MOST_DOMAINS = 6;

    /** Copies lists, refuses to be without a server with {@link IllegalArgumentException}. */
    public NameSettings {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no name server");
        }
    }

    /** These servers alone. */
    public static NameSettings of(InetSocketAddress... servers) {
        return new NameSettings(List.of(servers), List.of(), 1);
    }

    /** Reads servers ({@code 192.0.2.1:53}, {@code [2001:db8::1]:53}), separated by commas; what is no such list is refused. */
    public static NameSettings parse(String list) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : list.split(",")) {
            ListenPoint point = ListenPoint.parse("udp:" + server.strip());
            servers.add(new InetSocketAddress(Literals.address(point.host()), point.port()));
        }
        return new NameSettings(servers, List.of(), 1);
    }

    /** Reads the lines of resolv.conf(5); what it does not know it passes over. */
    static NameSettings read(List<String> lines, List<InetSocketAddress> otherwise) {
        List<InetSocketAddress> servers = new ArrayList<>();
        List<String> search = List.of();
        int dots = 1;
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            List<String> rest = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "nameserver" ->
                    rest.stream()
                            .limit(1)
                            .filter(Literals::isLiteral)
                            .forEach(host -> servers.add(new InetSocketAddress(Literals.address(host), PORT)));
                case "search", "domain" ->
                    search = rest.stream()
                            .filter(d -> !d.equals("."))
                            .limit(MOST_DOMAINS)
                            .toList();
                case "options" -> dots = dots(rest, dots);
                default -> {}
            }
        }
        List<InetSocketAddress> first = servers.subList(0, Math.min(MOST_SERVERS, servers.size()));
        return new NameSettings(first.isEmpty() ? otherwise : first, search, dots);
    }

    private static int dots(List<String> options, int otherwise) {
        int dots = otherwise;
        for (String option : options) {
            if (option.matches("ndots:\\d{1,2}")) {
                dots = Integer.parseInt(option.substring("ndots:".length()));
            }
        }
        return dots;
    }

    /** The names to try for that one, in order. */
    List<String> candidates(String name) {
        List<String> candidates = new ArrayList<>();
        if (name.endsWith(".")) {
            return List.of(name.substring(0, name.length() - 1));
        }
        boolean first = name.chars().filter(c -> c == '.').count() >= dots;
        if (first) {
            candidates.add(name);
        }
        for (String domain : search) {
            candidates.add(name + "." + (domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain));
        }
        if (!first) {
            candidates.add(name);
        }
        return candidates;
    }
}
