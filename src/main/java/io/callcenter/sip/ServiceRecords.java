package io.callcenter.sip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** SRV records of SIP (RFC 2782, RFC 3263 §4.2), asked by the DNS provider of the JDK. */
final class ServiceRecords {
    /** One record. */
    record Service(int priority, int weight, String host, int port) {}

    private ServiceRecords() {}

    /** The record to use; empty when there is none or no name server answers. Blocks for some seconds at most. */
    static Optional<Service> find(String domain, String transport) {
        String name = (transport.equals("tls") ? "_sips._tcp." : "_sip._" + transport + ".") + domain;
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        environment.put("com.sun.jndi.dns.timeout.initial", "1000");
        environment.put("com.sun.jndi.dns.timeout.retries", "1");
        try {
            DirContext dns = new InitialDirContext(environment);
            try {
                return best(dns.getAttributes(name, new String[] {"SRV"}).get("SRV"));
            } finally {
                dns.close();
            }
        } catch (NamingException e) {
            // No such record, or nobody to ask: the name itself is looked up next.
            return Optional.empty();
        }
    }

    private static Optional<Service> best(Attribute records) throws NamingException {
        List<Service> services = new ArrayList<>();
        if (records != null) {
            for (NamingEnumeration<?> all = records.getAll(); all.hasMore(); ) {
                parse(String.valueOf(all.next())).ifPresent(services::add);
            }
        }
        return services.stream()
                .min(Comparator.comparingInt(Service::priority)
                        .thenComparing(Comparator.comparingInt(Service::weight).reversed()));
    }

    /** Reads {@code priority weight port target}; a target of a dot means "no such service". */
    static Optional<Service> parse(String text) {
        String[] parts = text.strip().split("\\s+");
        if (parts.length != 4 || parts[3].equals(".")) {
            return Optional.empty();
        }
        String host = parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
        try {
            return Optional.of(new Service(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), host, Integer.parseInt(parts[2])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
