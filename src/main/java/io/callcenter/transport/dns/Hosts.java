package io.callcenter.transport.dns;

import io.callcenter.transport.address.Literals;
import io.netty.resolver.HostsFileEntriesProvider;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The hosts file of the machine, read again when it is asked after more than 10 s; {@code localhost} is known without it. One thread. */
final class Hosts {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(10);

    private HostsFileEntriesProvider file;
    private long readAt;

    /** Addresses of that kind, A or AAAA, of that name in lower case. */
    List<NameRecord> find(NameCache.Key key, long now) {
        if (file == null || now - readAt > NANOS) {
            file = HostsFileEntriesProvider.parser().parseSilently();
            readAt = now;
        }
        boolean ipv6 = key.kind() == NameRecord.Kind.AAAA;
        List<InetAddress> addresses = (ipv6 ? file.ipv6Entries() : file.ipv4Entries()).get(key.name());
        List<NameRecord> found = new ArrayList<>();
        if (addresses != null) {
            addresses.forEach(address -> found.add(new NameRecord.Address(address)));
        } else if (isLocal(key.name())) {
            found.add(new NameRecord.Address(Literals.address(ipv6 ? "::1" : "127.0.0.1")));
        }
        return found;
    }

    /** Whether that name is in the file with any address, or is known without it: then no server is asked for the others. */
    boolean knows(String name) {
        return isLocal(name)
                || file.ipv4Entries().containsKey(name)
                || file.ipv6Entries().containsKey(name);
    }

    private static boolean isLocal(String name) {
        return name.equals("localhost") || name.endsWith(".localhost");
    }
}
