package io.callcenter.config.settings;

import java.time.Duration;
import java.util.List;

/** Settings of several machines. */
final class HaOptions {
    private static final String MEMBER = "[a-z0-9]{1,16}\\s*=\\s*(\\[[0-9A-Fa-f:.]+]|[^\\s:,=]+):\\d{1,5}";

    private static final String PART = "[A-Za-z0-9-]{1,32}\\s*=\\s*sips?:[^\\s,]+";

    private HaOptions() {}

    static List<Option> all() {
        return List.of(
                new Option(
                        "cc.ha.members",
                        OptionKind.text(
                                "name=host:port of each member, separated by commas",
                                MEMBER + "(\\s*,\\s*" + MEMBER + ")*"),
                        "",
                        "none: this machine alone",
                        "The machines that share all calls, three of them, the same on each; one leads, and another goes on where it ends.",
                        "When calls must outlive a machine."),
                new Option(
                        "cc.ha.self",
                        OptionKind.text("a name of cc.ha.members", "[a-z0-9]{1,16}"),
                        "",
                        "none",
                        "Which of the members this process is.",
                        "With cc.ha.members, which needs it."),
                new Option(
                        "cc.ha.role",
                        OptionKind.choice("voter", "witness"),
                        "voter",
                        "",
                        "Whether this member can lead, or only keeps the log and votes (witness): then it needs no database, broker or telephony.",
                        "witness, on a third machine that takes no calls."),
                new Option(
                        "cc.ha.part",
                        OptionKind.text("letters, digits and dashes", "[A-Za-z0-9-]{1,32}"),
                        "main",
                        "",
                        "The name of what the members share; members of another name are strangers. With cc.ha.parts also the partition whose"
                                + " flows and agents are served here: those with this name in the column part of cc_x_flow_settings and"
                                + " cc_x_agent_settings, where main takes those without one.",
                        "When several groups of members could be mistaken for one another, or share the tables."),
                new Option(
                        "cc.ha.parts",
                        OptionKind.text(
                                "name=SIP URI of each partition, separated by commas",
                                PART + "(\\s*,\\s*" + PART + ")*"),
                        "",
                        "none: everything is served here",
                        "The partitions that share the tables of flows and agents, and where each takes its calls. A call for a flow of another one is"
                                + " answered with 302 and that address.",
                        "When one leader is not enough for all flows; the same on all machines."),
                new Option(
                        "cc.ha.election",
                        OptionKind.text("two durations such as 300ms-600ms", "\\d{2,5}ms\\s*-\\s*\\d{2,5}ms"),
                        "300ms-600ms",
                        "",
                        "Silence of the leader after which another member stands for election, at random between both; the same on all members.",
                        "Longer where machines or networks pause for longer."),
                new Option(
                        "cc.ha.lease",
                        OptionKind.duration(Duration.ofMillis(50), Duration.ofSeconds(10)),
                        "250ms",
                        "",
                        "How long a leader speaks without a majority that confirms it, and how long a new one is silent first;"
                                + " shorter than cc.ha.election and the same on all members.",
                        "Together with cc.ha.election."),
                new Option(
                        "cc.ha.gather",
                        OptionKind.duration(Duration.ZERO, Duration.ofMillis(100)),
                        "2ms",
                        "",
                        "How long a record waits for others to be sent to the members with it.",
                        "Longer, to spend less CPU on many records a second."),
                new Option(
                        "cc.ha.join",
                        OptionKind.flag(),
                        "false",
                        "",
                        "Whether this member is new, or comes back with an empty folder: it waits until the others add it with cc_ha_member_add;"
                                + " without effect once they have.",
                        "On a member that is added or replaced."),
                new Option(
                        "cc.ha.tls.key-store",
                        OptionKind.path(),
                        "",
                        "none: members talk in the clear",
                        "PKCS#12 file with key and certificate of this member, which names its host of cc.ha.members; each shows its own to the others.",
                        "On all members, where others could reach the network between them."),
                new Option(
                        "cc.ha.tls.trust-store",
                        OptionKind.path(),
                        "",
                        "none",
                        "PKCS#12 file with the authority of all members' certificates, and no other.",
                        "With cc.ha.tls.key-store, which needs it."),
                new Option(
                        "cc.ha.tls.password",
                        OptionKind.secret(),
                        "",
                        "none",
                        "Password of cc.ha.tls.key-store and cc.ha.tls.trust-store.",
                        "With cc.ha.tls.key-store."),
                new Option(
                        "cc.ha.lead-command",
                        OptionKind.text("a command"),
                        "",
                        "none",
                        "Program that is run with the word lead before this member takes calls, and with leave when it does no more and at its start;"
                                + " 2 s at most.",
                        "To move a virtual address to the leader."));
    }
}
