package io.callcenter.config.settings;

import io.callcenter.web.PopUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Options of what the process talks to: SIP, HTTP, databases, the broker (docs/design/interfaces.md 7). */
final class ServiceOptions {
    private ServiceOptions() {}

    static List<Option> sip() {
        return List.of(
                new Option(
                        "cc.sip.listen",
                        OptionKind.listeningPoints(),
                        "udp:0.0.0.0:5060,tcp:0.0.0.0:5060",
                        "",
                        "Where SIP is listened to: any number of points, a machine with several addresses names each; behind = stands what peers of"
                                + " this point are shown instead of cc.sip.advertise. Port 0 takes a free one, tls and wss need cc.sip.tls.key-store.",
                        "When the port is taken, or to listen on one network only, or on several addresses."),
                new Option(
                        "cc.sip.advertise",
                        OptionKind.withPort(
                                "host or host:port", "(\\[[0-9A-Fa-f:.]+]|[^:\\s,;/@]+)(:(?<port>\\d{1,5}))?"),
                        "",
                        "the local address of the route to that peer",
                        "Host and port that Contact and Via show to peers.",
                        "Behind NAT, in a container, or behind a proxy."),
                new Option(
                        "cc.sip.outbound-proxy",
                        OptionKind.text("a SIP URI", "(?i)<?sips?:.+"),
                        "",
                        "none",
                        "SIP URI of the proxy that all outgoing requests go through.",
                        "When agents or announcements are reached through a proxy or session border controller."),
                new Option(
                        "cc.sip.trusted",
                        OptionKind.networks(),
                        "",
                        "all",
                        "Addresses or networks (10.0.0.0/8) from which new calls are accepted.",
                        "Always, when SIP listens beyond loopback: name your proxy."),
                new Option(
                        "cc.sip.proxy-protocol",
                        OptionKind.networks(),
                        "",
                        "none",
                        "Addresses or networks of load balancers whose connections (tcp, tls, ws, wss) must begin with a PROXY header, version 1 or 2,"
                                + " which says whose they are; others must send none.",
                        "When a load balancer connects for your phones or trunks; it must be able to send the header."),
                new Option(
                        "cc.sip.identity-from",
                        OptionKind.networks(),
                        "",
                        "none",
                        "Addresses or networks whose P-Asserted-Identity says who calls, and who are told it; nobody else is.",
                        "When your trunk or proxy shows the true number there (RFC 3325)."),
                new Option(
                        "cc.privacy",
                        OptionKind.choice("hide", "pass"),
                        "hide",
                        "",
                        "Whether callers who ask for it (Privacy id or user, RFC 3323) or come as anonymous.invalid stay unknown to agents, announcements,"
                                + " records, listings, events and logs (hide), or only the wish is passed on (pass).",
                        "pass, when what is behind takes care of it, as the reference does."),
                new Option(
                        "cc.privacy-records",
                        OptionKind.choice("keep", "drop"),
                        "drop",
                        "",
                        "Whether the number of a caller who stays unknown is in cc_x_segments.caller, which then has a row for each of their calls (keep),"
                                + " or nowhere (drop).",
                        "keep, when you must be able to trace such calls; give nobody else a right to read the table."),
                new Option(
                        "cc.sip.100rel",
                        OptionKind.choice("off", "required", "supported"),
                        "required",
                        "",
                        "Reliable provisional answers (RFC 3262): to callers who require them (required), also with early media to callers who"
                                + " know them (supported), or none (off: callers who require them get 420).",
                        "supported, when trunks lose early media; off, when a peer stumbles over them."),
                new Option(
                        "cc.sip.offerless",
                        OptionKind.choice("audio", "refuse"),
                        "audio",
                        "",
                        "What becomes of calls that come without a session description: audio calls, or refused with 488.",
                        "refuse, when such calls can only be mistakes."),
                new Option(
                        "cc.early-media",
                        OptionKind.choice("pass", "hide"),
                        "pass",
                        "",
                        "Whether callers who are not answered yet hear early media of agents' phones (pass) or only that they ring (hide).",
                        "hide, when agents' phones or their provider play something that callers should not hear."),
                new Option(
                        "cc.late-offer",
                        OptionKind.choice("retry", "never", "always"),
                        "retry",
                        "",
                        "How phones are called for a caller who is answered already: without an offer, and with one where that is refused (retry);"
                                + " with one at once (never); only without (always).",
                        "never, when no phone takes calls without an offer."),
                new Option(
                        "cc.sip.headers",
                        OptionKind.text("header names, separated by commas", "[0-9A-Za-z,\\s-]+"),
                        "",
                        "none",
                        "Header fields of the caller's INVITE that routes see as SipHeader.<Name>, and that go with the caller to each agent. Fields"
                                + " that messages say themselves (To, Contact, Route ...) and those that claim an identity (P-Asserted-Identity,"
                                + " P-Preferred-Identity, Remote-Party-ID, Privacy, Referred-By) are only seen by routes.",
                        "When one of your routes, or your agents' software, reads such a field."),
                new Option(
                        "cc.sip.auth.user",
                        OptionKind.text("a user name"),
                        "",
                        "none",
                        "User name that answers 401 and 407 from agents and announcement servers; challenges from callers are never answered.",
                        "When agents, announcement servers or the outbound proxy ask for a password."),
                new Option(
                        "cc.sip.auth.password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.sip.auth.user.",
                        "With cc.sip.auth.user."),
                new Option(
                        "cc.sip.auth.realm",
                        OptionKind.text("a realm, without quotes", "[^\"\\\\\\p{Cntrl}]+"),
                        "",
                        "none",
                        "The only realm that is answered, exactly as the peer writes it.",
                        "With cc.sip.auth.user, which needs it."),
                new Option(
                        "cc.sip.auth.targets",
                        OptionKind.hosts(),
                        "",
                        "the host of cc.sip.outbound-proxy",
                        "Hosts and networks to which answers are sent: where the request goes, not where the challenge came from.",
                        "With cc.sip.auth.user, unless an outbound proxy asks."),
                new Option(
                        "cc.sip.auth.md5",
                        OptionKind.flag(),
                        "true",
                        "",
                        "Whether MD5 is used for peers that do not offer SHA-256.",
                        "Set it to false when all peers that ask know SHA-256."),
                new Option(
                        "cc.sip.tls.key-store",
                        OptionKind.path(),
                        "",
                        "none",
                        "PKCS#12 file with certificates and keys of the tls and wss listening points; read again when it changes.",
                        "With tls or wss in cc.sip.listen."),
                new Option(
                        "cc.sip.tls.trust-store",
                        OptionKind.path(),
                        "",
                        "the certificates of the Java runtime",
                        "PKCS#12 file with the authorities that peers' certificates are checked against; read again when it changes.",
                        "With peers whose certificates are of your own authority."),
                new Option(
                        "cc.sip.tls.password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.sip.tls.key-store and cc.sip.tls.trust-store.",
                        "With cc.sip.tls.key-store."),
                new Option(
                        "cc.sip.tls.client-auth",
                        OptionKind.flagOr("none", "wanted", "needed"),
                        "false",
                        "",
                        "Whether peers that connect by tls or wss must show a certificate that the trust store knows (true, needed),"
                                + " may show one (wanted), or are not asked (false, none).",
                        "When only known proxies may connect."),
                new Option(
                        "cc.sip.loops",
                        OptionKind.whole(0, 16),
                        "0",
                        "one for two processors",
                        "Threads on which SIP messages are read, dealt with and sent; all messages of a call on the same one.",
                        "More of them where only SIP keeps the machine busy."),
                new Option(
                        "cc.sip.capture",
                        OptionKind.withPort("udp:host:port", "udp:(\\[[0-9A-Fa-f:.]+]|[^:\\s,;/@]+):(?<port>\\d{1,5})"),
                        "",
                        "none",
                        "Capture server (HEP version 3, such as Homer) that gets a copy of each SIP message, with the id of its call; what tls and wss"
                                + " encrypt goes there in clear.",
                        "To see the messages of calls; over a network that you trust."),
                new Option(
                        "cc.sip.capture.id",
                        OptionKind.whole(0, Integer.MAX_VALUE),
                        "1",
                        "",
                        "Number by which the capture server knows this process.",
                        "When several send copies there."),
                new Option(
                        "cc.sip.capture.password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password that the capture server asks for.",
                        "When it asks for one."),
                new Option(
                        "cc.sip.ws.origins",
                        OptionKind.text(
                                "origins such as https://phone.example.com, separated by commas",
                                "(?i)https?://[^\\s,/]+/?(\\s*,\\s*https?://[^\\s,/]+/?)*"),
                        "",
                        "all",
                        "Origins of the web pages whose phones may connect by ws or wss; others, and clients that name none, get 403.",
                        "With ws or wss in cc.sip.listen: name the pages with your phones."));
    }

    static List<Option> http() {
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
                        "none: no password on loopback",
                        "File of name:bcrypt:role[:scope] lines (viewer, operator, admin, agent, wall); also maps broker users to roles; read again when it changes.",
                        "When others can reach the machine, and before cc.http.address is changed."),
                new Option(
                        "cc.http.hosts",
                        OptionKind.text("host names, separated by commas", "[0-9A-Za-z.:\\[\\]_,\\s-]+"),
                        "",
                        "loopback and cc.http.address; any with cc.http.users",
                        "Names, with the port where it is not the usual one, under which browsers and proxies reach the management interface; others get 421.",
                        "When it is reached by a name through a proxy."),
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
                        "cc.web",
                        OptionKind.flag(),
                        "true",
                        "",
                        "Whether there are pages for browsers: the board, the wallboard, the agents' own page, and the admins'.",
                        "false, when other programs show the state."),
                new Option(
                        "cc.web.columns-every",
                        OptionKind.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
                        "10s",
                        "",
                        "How often direct:hook-board-columns is asked for further columns of flows and agents.",
                        "To how soon a change has to be seen, and how long the route takes."),
                new Option(
                        "cc.web.extra",
                        OptionKind.path(),
                        "./web",
                        "",
                        "Folder of your own pages, which are shown as /x/…",
                        "To keep them elsewhere; a missing folder is skipped, empty is none."),
                new Option(
                        "cc.web.numbers",
                        OptionKind.text(
                                "role=none, role=last4 or role=full, separated by commas",
                                "(wall|viewer|operator)=(none|last4|full)(,(wall|viewer|operator)=(none|last4|full))*"),
                        "wall=none,viewer=last4,operator=full",
                        "",
                        "How much of a caller's number and name the pages show to each role; admins see what operators see.",
                        "To what your rules of privacy ask for."),
                new Option(
                        "cc.web.language",
                        OptionKind.text("the name of a language, as de or pt-BR", "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
                        "en",
                        "",
                        "Language of the pages for browsers that wish none of those that are there: en, de, and the files in the folder web/i18n.",
                        "To what most of your people speak."),
                new Option(
                        "cc.web.streams",
                        OptionKind.whole(1, 10_000),
                        "2000",
                        "",
                        "Pages that may follow the board at the same time; one more gets 503.",
                        "When more people than that look at it."),
                new Option(
                        "cc.desk.headers",
                        OptionKind.text("header names, separated by commas", "[0-9A-Za-z,\\s-]+"),
                        "",
                        "none",
                        "Header fields of the caller's INVITE that agents see on their own page; each is named in cc.sip.headers, too.",
                        "When your proxy or PBX says there who calls, and why."),
                new Option(
                        "cc.desk.pop-url",
                        OptionKind.text(
                                "an http or https address; behind the host with {caller}, {name}, {flow}, {agent}, {call_id}, {param}"
                                        + " or {SipHeader.<Name>}",
                                PopUrl.FORM),
                        "",
                        "none",
                        "Address of the customer's page in your own system, which the agents' page opens for a call.",
                        "When agents shall see who calls without looking for them."),
                new Option(
                        "cc.desk.pop-at",
                        OptionKind.choice("ringing", "answered", "click"),
                        "answered",
                        "",
                        "When that page is opened: as soon as the call rings, when it is answered, or when the agent clicks.",
                        "With cc.desk.pop-url."),
                new Option(
                        "cc.metrics.per-agent",
                        OptionKind.flag(),
                        "false",
                        "",
                        "Whether /metrics has a series for each agent.",
                        "With a few hundred agents at most: each one is six series."));
    }

    static List<Option> log() {
        return List.of(new Option(
                "cc.log.calls",
                OptionKind.flag(),
                "true",
                "",
                "Whether the log has a line for each call that ended or was refused, with the caller's number.",
                "When callers' numbers must not be in logs, or when only the records are read."));
    }

    static List<Option> data() {
        List<Option> options = new ArrayList<>();
        options.add(new Option(
                "cc.data",
                OptionKind.folder(),
                "./data",
                "",
                "Folder of the built-in database and the journal; used by one process only.",
                "In production: a disk of its own, with a backup."));
        options.add(
                new Option(
                        "cc.durability",
                        OptionKind.choice("strict", "relaxed"),
                        "strict",
                        "",
                        "Whether a record counts once it is synchronized to disk (strict), or as soon as it is written (relaxed).",
                        "relaxed on disks with slow synchronization, when losing the last moment in a power cut is acceptable."));
        options.add(new Option(
                "cc.journal.max-size",
                OptionKind.size(128L << 20),
                "2GiB",
                "",
                "Disk space that records may take while the database or the broker is away; then new calls get 503.",
                "To survive longer outages, or on small disks."));
        options.add(new Option(
                "cc.db.start-timeout",
                OptionKind.duration(Duration.ZERO, Duration.ofHours(1)),
                "30s",
                "",
                "How long the very first start waits for database and broker; later starts go on without them.",
                "When database or broker are started together with the contact center and are slow."));
        options.addAll(database("cc.db", "the provisioning database (flows and agents)", "H2 in cc.data"));
        options.addAll(database("cc.acc-db", "the accounting database (CDRs)", "as cc.db"));
        options.addAll(database("cc.rt-db", "the runtime database (saved calls)", "as cc.db"));
        return options;
    }

    private static List<Option> database(String prefix, String what, String standardMeans) {
        return List.of(
                new Option(
                        prefix + ".url",
                        OptionKind.text("a JDBC URL, or a mysql: or postgres: URL", "[A-Za-z0-9+.:-]+:.+"),
                        "",
                        standardMeans,
                        "JDBC URL of " + what + ", for postgresql, mariadb, mysql or h2;"
                                + " mysql:// and postgres://user:password@host/database are understood too.",
                        "In production: PostgreSQL 12 or newer, MariaDB 10.5 or newer, MySQL 8."),
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

    static List<Option> broker() {
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
                        "User name at the broker; external clients of the embedded broker log in with it, too.",
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
                        OptionKind.withPort(
                                "tcp://address:port", "tcp://(\\[[0-9A-Fa-f:.]+]|[^:\\s/]+):(?<port>\\d{1,5})(\\?.*)?"),
                        "",
                        "none: only this process reaches the embedded broker",
                        "TCP address on which the embedded broker also listens; needs cc.jms.user and cc.jms.password.",
                        "When other programs send commands or read events, and there is no external broker."),
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
                        OptionKind.duration(Duration.ZERO, Duration.ofDays(7)),
                        "10m",
                        "",
                        "Maximum age of an event that is still published after a broker outage.",
                        "When subscribers need more, or nothing, of what happened during an outage."));
    }
}
