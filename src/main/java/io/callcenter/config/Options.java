package io.callcenter.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The closed set of settings: the one source of names, defaults and ranges (interfaces 7, behaviour 14). */
final class Options {
    private static final Duration DAY = Duration.ofDays(1);

    private static final List<Group> GROUPS = groups();

    private Options() {}

    /** Options that belong together, under a title of the reference page. */
    record Group(String title, List<Option> options) {}

    /** All groups, in the order of the reference page. */
    static List<Group> all() {
        return GROUPS;
    }

    /** All options, families included, in the order of the reference page. */
    static List<Option> list() {
        return GROUPS.stream().flatMap(group -> group.options().stream()).toList();
    }

    /** The option that covers that name. */
    static Optional<Option> find(String name) {
        return list().stream().filter(option -> option.covers(name)).findFirst();
    }

    private static List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("SIP", sip()));
        groups.add(new Group("HTTP: management, metrics, health", http()));
        groups.add(new Group("Data and databases", data()));
        groups.add(new Group("Broker", broker()));
        groups.add(new Group("Routes of your own", routes()));
        groups.add(new Group("Deadlines and limits", deadlines()));
        groups.add(new Group("Queueing and dispatching", ManualOptions.behaviour()));
        groups.add(new Group("Names of tables and columns", ManualOptions.schema()));
        return List.copyOf(groups);
    }

    private static List<Option> sip() {
        return List.of(
                new Option(
                        "cc.sip.listen",
                        OptionKind.listeningPoints(),
                        "udp:0.0.0.0:5060,tcp:0.0.0.0:5060",
                        "",
                        "Where SIP is listened to; port 0 takes a free one, tls needs cc.sip.tls.key-store.",
                        "When the port is taken, or to listen on one network only."),
                new Option(
                        "cc.sip.advertise",
                        OptionKind.text("host or host:port", "(\\[[0-9A-Fa-f:.]+]|[^:\\s,;/@]+)(:\\d{1,5})?"),
                        "",
                        "the local address of the route to that peer",
                        "Host and port that Contact and Via show to peers.",
                        "Behind NAT, in a container, or behind a proxy."),
                new Option(
                        "cc.sip.outbound-proxy",
                        OptionKind.text("a SIP URI", "(?i)<?sips?:.+"),
                        "",
                        "none",
                        "SIP URI of the proxy through which all requests of ours go.",
                        "When agents or announcements are reached through a proxy or session border controller."),
                new Option(
                        "cc.sip.trusted",
                        OptionKind.text("addresses or networks, separated by commas", "[0-9A-Za-z.:%/,\\s\\[\\]-]+"),
                        "",
                        "all",
                        "Addresses or networks (10.0.0.0/8) from which new calls are taken.",
                        "Always, when SIP listens beyond loopback: name your proxy."),
                new Option(
                        "cc.sip.headers",
                        OptionKind.text("header names, separated by commas", "[0-9A-Za-z,\\s-]+"),
                        "",
                        "none",
                        "Header fields of the caller's INVITE that routes see as SipHeader.<Name>.",
                        "When a route of yours reads such a field."),
                new Option(
                        "cc.sip.auth.*",
                        OptionKind.secret(),
                        "",
                        "none",
                        "cc.sip.auth.<realm> = user:password answers a 401 or 407 of that realm (* = any).",
                        "When agents or announcement servers ask us for credentials."),
                new Option(
                        "cc.sip.tls.key-store",
                        OptionKind.path(),
                        "",
                        "none",
                        "PKCS#12 file with the certificate and key of the tls listening point.",
                        "With tls in cc.sip.listen."),
                new Option(
                        "cc.sip.tls.key-store-password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.sip.tls.key-store.",
                        "With cc.sip.tls.key-store."),
                new Option(
                        "cc.sip.tls.trust-store",
                        OptionKind.path(),
                        "",
                        "the certificates of the Java runtime",
                        "PKCS#12 file with the certificates that we trust on outgoing tls.",
                        "With peers whose certificates are of your own authority."),
                new Option(
                        "cc.sip.tls.trust-store-password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.sip.tls.trust-store.",
                        "With cc.sip.tls.trust-store."));
    }

    private static List<Option> http() {
        return List.of(
                new Option(
                        "cc.http.address",
                        OptionKind.text("an address or host name", "[0-9A-Za-z.:%_-]+"),
                        "127.0.0.1",
                        "",
                        "Address of the management interface; anything but loopback needs cc.http.users.",
                        "To manage or scrape from another machine."),
                new Option(
                        "cc.http.port",
                        OptionKind.whole(0, 65_535),
                        "8080",
                        "",
                        "Port of the management interface; 0 takes a free one.",
                        "When the port is taken."),
                new Option(
                        "cc.http.users",
                        OptionKind.path(),
                        "",
                        "none: no password is asked on loopback",
                        "File of name:bcrypt:role lines (viewer, operator, admin); also maps broker users to roles.",
                        "When more people than you can reach the machine, and before cc.http.address is changed."),
                new Option(
                        "cc.http.tls.key-store",
                        OptionKind.path(),
                        "",
                        "none: plain HTTP",
                        "PKCS#12 file with the certificate and key of the management interface.",
                        "When passwords travel over a network."),
                new Option(
                        "cc.http.tls.key-store-password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.http.tls.key-store.",
                        "With cc.http.tls.key-store."),
                new Option(
                        "cc.metrics.per-agent",
                        OptionKind.flag(),
                        "false",
                        "",
                        "Whether /metrics has a series for each agent.",
                        "With some hundred agents at most: each one is about ten series."));
    }

    private static List<Option> data() {
        List<Option> options = new ArrayList<>();
        options.add(new Option(
                "cc.data",
                OptionKind.path(),
                "./data",
                "",
                "Folder of the built-in database and the journals; one process only.",
                "In production: a disk of its own, with a backup."));
        options.add(
                new Option(
                        "cc.durability",
                        OptionKind.choice("strict", "relaxed"),
                        "strict",
                        "",
                        "Whether a record is on the disk (strict) or only written (relaxed) before others rely on it.",
                        "relaxed on disks with slow synchronisation, where losing the last moment in a power cut is accepted."));
        options.add(new Option(
                "cc.journal.max-size",
                OptionKind.size(64L << 20),
                "2GiB",
                "",
                "Disk space that records may take while the database or the broker is away; then new calls get 503.",
                "To survive longer outages, or on small disks."));
        options.add(new Option(
                "cc.db.start-timeout",
                OptionKind.duration(Duration.ZERO, Duration.ofHours(1)),
                "30s",
                "",
                "How long the very first start waits for a database; later starts use the last good copy.",
                "When database and call centre are started together and the database is slow."));
        options.addAll(database("cc.db", "the provisioning database (flows and agents)", "H2 in cc.data"));
        options.addAll(database("cc.acc-db", "the accounting database (CDRs)", "as cc.db"));
        options.addAll(database("cc.rt-db", "the runtime database (saved calls)", "as cc.db"));
        return options;
    }

    private static List<Option> database(String prefix, String what, String standardMeans) {
        return List.of(
                new Option(
                        prefix + ".url",
                        OptionKind.text("a JDBC URL or mysql://user:password@host/database", "[A-Za-z0-9+.:-]+:.+"),
                        "",
                        standardMeans,
                        "JDBC URL of " + what + "; the form mysql://user:password@host/database is understood too.",
                        "In production: PostgreSQL or MariaDB."),
                new Option(
                        prefix + ".user",
                        OptionKind.text("a user name"),
                        "",
                        "none, or as in the URL",
                        "User of " + what + ".",
                        "With " + prefix + ".url."),
                new Option(
                        prefix + ".password",
                        OptionKind.secret(),
                        "",
                        "none, or as in the URL",
                        "Password of " + what + ", or file:PATH.",
                        "With " + prefix + ".url."));
    }

    private static List<Option> broker() {
        return List.of(
                new Option(
                        "cc.jms.url",
                        OptionKind.text(
                                "embedded, or the URL of an Artemis broker", "embedded|\\(?(tcp|vm|failover).*"),
                        "embedded",
                        "",
                        "The broker of commands and events: embedded, or the URL of an Artemis broker.",
                        "When other systems use one broker for all."),
                new Option(
                        "cc.jms.user",
                        OptionKind.text("a user name"),
                        "",
                        "none",
                        "User with which we log in to the broker; on the embedded one also a user for others.",
                        "With cc.jms.acceptor or an external broker."),
                new Option(
                        "cc.jms.password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.jms.user, or file:PATH.",
                        "With cc.jms.user."),
                new Option(
                        "cc.jms.acceptor",
                        OptionKind.text("tcp://address:port", "tcp://(\\[[0-9A-Fa-f:.]+]|[^:\\s/]+):\\d{1,5}(\\?.*)?"),
                        "",
                        "none: only this process reaches the embedded broker",
                        "TCP address on which the embedded broker also listens; needs cc.jms.user and cc.jms.password.",
                        "When other programs send commands or read events and you run no broker of your own."),
                new Option(
                        "cc.jms.tls.key-store",
                        OptionKind.path(),
                        "",
                        "none: plain TCP",
                        "PKCS#12 file with the certificate and key of cc.jms.acceptor.",
                        "When passwords travel over a network."),
                new Option(
                        "cc.jms.tls.key-store-password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.jms.tls.key-store.",
                        "With cc.jms.tls.key-store."),
                new Option(
                        "cc.events.keep",
                        OptionKind.duration(Duration.ZERO, DAY.multipliedBy(7)),
                        "10m",
                        "",
                        "How old an event may be when it is still published after the broker was away.",
                        "When subscribers want to see more, or nothing, of the time of an outage."));
    }

    private static List<Option> routes() {
        return List.of(
                new Option(
                        "cc.routes.extra",
                        OptionKind.path(),
                        "./routes",
                        "",
                        "Folder of your own route files (YAML, XML); a route with the id of a built-in one replaces it.",
                        "To keep them elsewhere; a missing folder is skipped."),
                new Option(
                        "cc.routes.reload",
                        OptionKind.flag(),
                        "false",
                        "",
                        "Whether changes in that folder take effect while running.",
                        "While you write routes."));
    }

    private static List<Option> deadlines() {
        return List.of(
                new Option(
                        "cc.agent-ring-timeout",
                        OptionKind.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
                        "30s",
                        "",
                        "How long an agent may ring before the call is offered to the next one.",
                        "To the time after which your agents' phones divert."),
                new Option(
                        "cc.setup-timeout",
                        OptionKind.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
                        "60s",
                        "",
                        "How long setting up an announcement, or a caller who is not answered yet, may take.",
                        "With very slow media servers."),
                new Option(
                        "cc.max-call-duration",
                        OptionKind.duration(Duration.ofMinutes(1), DAY.multipliedBy(30)),
                        "12h",
                        "",
                        "After which a call is ended, whatever it does.",
                        "When a stuck call must not cost more."),
                new Option(
                        "cc.probe-after",
                        OptionKind.duration(Duration.ofSeconds(5), Duration.ofHours(1)),
                        "55s",
                        "",
                        "Silence of a peer in a call after which it is asked whether it is alive (OPTIONS).",
                        "Longer, when peers are many and reliable."),
                new Option(
                        "cc.overload.lane-delay",
                        OptionKind.duration(Duration.ofMillis(10), Duration.ofMinutes(1)),
                        "200ms",
                        "",
                        "Delay of decisions above which new calls get 503.",
                        "Higher on machines with long pauses."),
                new Option(
                        "cc.shutdown",
                        OptionKind.choice("handover", "drain"),
                        "handover",
                        "",
                        "Whether a stop hands calls to the next start (handover) or waits for their end (drain).",
                        "drain, when the machine does not come back."),
                new Option(
                        "cc.shutdown-timeout",
                        OptionKind.duration(Duration.ofSeconds(1), Duration.ofHours(12)),
                        "60s",
                        "",
                        "Longest time that a stop takes.",
                        "Longer with drain."));
    }
}
