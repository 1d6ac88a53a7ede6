package io.callcenter.config.settings;

import io.callcenter.ha.JoinMode;
import io.callcenter.ha.MemberKeys;
import io.callcenter.ha.Membership;
import io.callcenter.store.provisioning.Partition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The settings of several machines, put together and checked. */
public final class HaSettings {
    private static final int LAST_PORT = 65_535;

    private HaSettings() {}

    /**
     * The membership; empty for a single machine.
     *
     * @throws WrongSetting in one line, for what cannot work
     */
    static Optional<Membership> of(Settings settings) throws WrongSetting {
        if (settings.text("cc.ha.members").isEmpty()) {
            if (!settings.text("cc.ha.self").isEmpty()) {
                throw new WrongSetting("cc.ha.self: only with cc.ha.members");
            }
            return Optional.empty();
        }
        if (settings.text("cc.ha.self").isEmpty()) {
            throw new WrongSetting("cc.ha.self: needed, because cc.ha.members is set");
        }
        String[] election = settings.text("cc.ha.election").split("\\s*-\\s*");
        try {
            return Optional.of(new Membership(
                    settings.text("cc.ha.part"),
                    settings.text("cc.ha.self"),
                    members(settings.text("cc.ha.members")),
                    millis(election[0]),
                    millis(election[1]),
                    settings.duration("cc.ha.lease")));
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(e.getMessage());
        }
    }

    /** The same for settings that were checked. */
    public static Optional<Membership> in(Settings settings) throws StartFailed {
        try {
            return of(settings);
        } catch (WrongSetting e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    /** Whether this process only votes. */
    public static boolean isWitness(Settings settings) {
        return settings.word("cc.ha.role").equals("witness");
    }

    /**
     * What of the flows and agents is served here.
     *
     * @throws WrongSetting where this partition has no address, or an address is no SIP URI without a user
     */
    static Partition partition(Settings settings) throws WrongSetting {
        String text = settings.text("cc.ha.parts");
        if (text.isEmpty()) {
            return Partition.whole();
        }
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            String[] named = part.strip().split("\\s*=\\s*", 2);
            if (addresses.put(named[0], named[1]) != null) {
                throw new WrongSetting("cc.ha.parts: " + named[0] + " is there twice");
            }
        }
        try {
            return Partition.of(settings.text("cc.ha.part"), addresses);
        } catch (IllegalArgumentException e) {
            throw new WrongSetting("cc.ha.parts: " + e.getMessage());
        }
    }

    /** The same for settings that were checked. */
    public static Partition partitionIn(Settings settings) throws StartFailed {
        try {
            return partition(settings);
        } catch (WrongSetting e) {
            throw new StartFailed(e.getMessage(), e);
        }
    }

    /**
     * How this member comes in among the others.
     *
     * @throws StartFailed when its keys cannot be read
     */
    public static JoinMode entrance(Settings settings) throws StartFailed {
        return new JoinMode(settings.flag("cc.ha.join"), keys(settings));
    }

    private static Optional<MemberKeys> keys(Settings settings) throws StartFailed {
        Optional<Path> own = settings.path("cc.ha.tls.key-store");
        if (own.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path trusted = settings.path("cc.ha.tls.trust-store").orElseThrow();
            return Optional.of(MemberKeys.read(own.get(), trusted, settings.text("cc.ha.tls.password")));
        } catch (IOException e) {
            throw new StartFailed("cc.ha.tls: " + Reason.of(e), e);
        }
    }

    private static Map<String, String> members(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String member : text.split(",")) {
            String[] parts = member.strip().split("\\s*=\\s*", 2);
            int port = Integer.parseInt(parts[1].substring(parts[1].lastIndexOf(':') + 1));
            if (port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("cc.ha.members: " + member.strip() + " has no port of 1 to 65535");
            }
            if (members.containsValue(parts[1]) || members.put(parts[0], parts[1]) != null) {
                throw new IllegalArgumentException("cc.ha.members: " + member.strip() + " is there twice");
            }
        }
        if (members.size() == 2) {
            throw new IllegalArgumentException(
                    "cc.ha.members: two members cannot go on without one another; name a third, which may be a witness");
        }
        return members;
    }

    /** Without keys members talk without encryption or password. */
    private static void apart(String address) throws WrongSetting {
        String host = address.substring(0, address.lastIndexOf(':'));
        try {
            InetAddress known = InetAddress.getByName(host);
            byte[] bytes = known.getAddress();
            boolean local = bytes.length == 16
                    ? (bytes[0] & 0xfe) == 0xfc
                    : bytes[0] == 100 && (bytes[1] & 0xc0) == 64; // RFC 4193, RFC 6598
            if (!known.isLoopbackAddress() && !known.isSiteLocalAddress() && !known.isLinkLocalAddress() && !local) {
                throw new WrongSetting("cc.ha.members: " + host
                        + " is a public address; set cc.ha.tls.key-store, or name private ones or those of a tunnel");
            }
        } catch (UnknownHostException e) {
            // A member that is down may have no address at the moment; nobody talks to it before it has one.
            LoggerFactory.getLogger(HaSettings.class).warn("cc.ha.members: {} is an unknown host for now", host);
        }
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
    }

    /** Refuses what a single machine may have and several may not: a database or broker of their own, and members that strangers reach. */
    static void check(Settings settings) throws WrongSetting {
        partition(settings);
        Optional<Membership> members = of(settings);
        if (members.isEmpty()) {
            return;
        }
        boolean keys = settings.path("cc.ha.tls.key-store").isPresent();
        if (keys != settings.path("cc.ha.tls.trust-store").isPresent()) {
            throw new WrongSetting("cc.ha.tls.key-store, cc.ha.tls.trust-store: one does not do without the other");
        }
        for (String address : members.get().addresses().values()) {
            if (!keys) {
                apart(address);
            }
        }
        if (isWitness(settings)) {
            return;
        }
        for (String name : new String[] {"cc.db.url", "cc.acc-db.url", "cc.rt-db.url"}) {
            String url = settings.text(name);
            if (url.startsWith("jdbc:h2:") || url.isEmpty() && name.equals("cc.db.url")) {
                throw new WrongSetting(name
                        + ": the built-in database is for one machine; with cc.ha.members name one that all reach");
            }
        }
        if (settings.text("cc.jms.url").equals("embedded")) {
            throw new WrongSetting(
                    "cc.jms.url = embedded: the built-in broker is for one machine; with cc.ha.members name one that all reach");
        }
    }
}
