package io.callcenter.config.settings;

import io.callcenter.app.TransferTargets;
import java.util.List;

/** Settings of transfers. */
final class TransferOptions {
    private TransferOptions() {}

    static List<Option> all() {
        return List.of(
                new Option(
                        "cc.transfer",
                        OptionKind.choice("off", "inside", "outside"),
                        "inside",
                        "",
                        "Whom agents may transfer their callers to by REFER: nobody (off), flows and agents (inside), or also whatever"
                                + " cc.transfer.outside-allow names (outside).",
                        "off, when phones must not transfer; outside, when callers may leave the contact center."),
                new Option(
                        "cc.transfer.by",
                        OptionKind.text(
                                "agents, announcements or both, separated by a comma",
                                "(agents|announcements)(\\s*,\\s*(agents|announcements))?"),
                        "agents",
                        "",
                        "Who may transfer callers by REFER: the agent who talks to them; the announcement that they hear as welcome or in the queue,"
                                + " which may name a flow.",
                        "agents,announcements, when an IVR behind an announcement sends callers to flows."),
                new Option(
                        "cc.transfer.domains",
                        OptionKind.text(
                                "host names and addresses, separated by commas",
                                "[0-9A-Za-z:]([0-9A-Za-z.:_-]*)(\\s*,\\s*[0-9A-Za-z:][0-9A-Za-z.:_-]*)*"),
                        "",
                        "only where it listens, and cc.sip.advertise",
                        "Domains in which a target's user part is the id of a flow or an agent.",
                        "When phones complete a dialed number with a domain of their own."),
                new Option(
                        "cc.transfer.place",
                        OptionKind.choice("priority", "head", "end"),
                        "priority",
                        "",
                        "Where a caller queues who is transferred to a flow: behind those of the flow's priority, before all (head), or behind all"
                                + " (end).",
                        "head, when nobody is to wait twice."),
                new Option(
                        "cc.transfer.max",
                        OptionKind.whole(0, Integer.MAX_VALUE),
                        "5",
                        "",
                        "Transfers of one call; the next one is refused with 403.",
                        "When callers are passed on more often for good reasons."),
                new Option(
                        "cc.transfer.replaces",
                        OptionKind.choice("off", "agents", "trusted"),
                        "agents",
                        "",
                        "Who may take the place of an agent who talks to a caller, by INVITE with Replaces: nobody (off), agents, whom"
                                + " cc.sip.trusted makes known, and whom that agent has told to (agents), or whoever cc.sip.trusted names"
                                + " (trusted). Nobody with cc.transfer = off.",
                        "trusted, when other systems than agents' phones move calls so; off, when phones must not."),
                new Option(
                        "cc.transfer.back",
                        OptionKind.flag(),
                        "false",
                        "",
                        "Whether a parameter cc-back=<seconds> (5 to 3600) of a target brings the caller back: whoever is still in the queue then goes"
                                + " to the head of the flow that they came from.",
                        "When bots hand callers over and want them again if nobody answers."),
                new Option(
                        "cc.events.context",
                        OptionKind.flag(),
                        "false",
                        "",
                        "Whether E_CALLCENTER_CALL_REPORT has, as context, the header fields that go with the caller: User-to-User and those of"
                                + " cc.sip.headers.",
                        "When other systems follow calls by what their callers bring along."),
                new Option(
                        "cc.transfer.outside-allow",
                        new OptionKind(
                                "patterns",
                                "regular expressions, separated by blanks",
                                value -> TransferTexts.patterns(value).isPresent()),
                        "",
                        "nobody",
                        "With cc.transfer = outside: the numbers and SIP addresses that may be dialed. A pattern has to fit the whole number or"
                                + " address.",
                        "When callers may be transferred outside."),
                new Option(
                        "cc.transfer.outside-to",
                        new OptionKind(
                                "SIP address",
                                "a SIP address with {number}",
                                value -> value.isEmpty() || TransferTexts.isAddress(value)),
                        "",
                        "numbers are not dialed",
                        "Where numbers are dialed: a SIP address in which {number} stands for the number.",
                        "When callers may be transferred to numbers (sip:{number}@trunk.example)."),
                new Option(
                        "cc.transfer.outside-from",
                        new OptionKind(
                                "caller, or SIP address",
                                "caller, or a SIP address",
                                value -> value.equals("caller") || TransferTargets.isSip(value)),
                        "caller",
                        "",
                        "From of calls to somebody outside: the caller's, or that address. Who wants to stay unknown stays so.",
                        "When a trunk takes numbers of yours only."));
    }
}
