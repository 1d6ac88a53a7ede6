package io.callcenter.config.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The closed set of settings: the one source of names, defaults and ranges (docs/design/interfaces.md 7, docs/design/behaviour.md 14). */
public final class Options {
    private static final List<Group> GROUPS = groups();

    private Options() {}

    /** Options that belong together, under a title of the reference page. */
    record Group(String title, List<Option> options) {}

    /** All groups, in the order of the reference page. */
    static List<Group> all() {
        return GROUPS;
    }

    /** All options, in the order of the reference page. */
    public static List<Option> list() {
        return GROUPS.stream().flatMap(group -> group.options().stream()).toList();
    }

    /** The option of that name. */
    static Optional<Option> find(String name) {
        return list().stream().filter(option -> option.name().equals(name)).findFirst();
    }

    private static List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("SIP", ServiceOptions.sip()));
        groups.add(new Group("Limits of calls", CallLimitOptions.all()));
        groups.add(new Group("HTTP: management, metrics, health", ServiceOptions.http()));
        groups.add(new Group("Log", ServiceOptions.log()));
        groups.add(new Group("Data and databases", ServiceOptions.data()));
        groups.add(new Group("Broker", ServiceOptions.broker()));
        groups.add(new Group("Several machines", HaOptions.all()));
        groups.add(new Group("Routes of your own", routes()));
        groups.add(new Group("Deadlines and limits", deadlines()));
        groups.add(new Group("Queueing and dispatching", joined(ManualOptions.behaviour(), PlaceOptions.all())));
        groups.add(new Group("Transfers", TransferOptions.all()));
        groups.add(new Group("Phones that are asked whether they are there", ProbeOptions.all()));
        groups.add(new Group("How long records are kept", KeepOptions.all()));
        groups.add(new Group("Names of tables and columns", ManualOptions.schema()));
        return List.copyOf(groups);
    }

    private static List<Option> joined(List<Option> some, List<Option> more) {
        List<Option> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static List<Option> routes() {
        return List.of(
                new Option(
                        "cc.routes.extra",
                        OptionKind.path(),
                        "./routes",
                        "",
                        "Folder of your own route files (YAML, XML); a route with the id of a built-in one replaces it.",
                        "To keep them elsewhere; a missing folder is skipped, empty is none."),
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
                        OptionKind.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
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
