package io.callcenter.config.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Options that decide how calls are queued and dispatched, and the names of provisioned tables (docs/design/behaviour.md 14, rows 4 to 32). */
public final class ManualOptions {
    private ManualOptions() {}

    static List<Option> behaviour() {
        List<Option> options = new ArrayList<>(manual());
        options.addAll(choices());
        return options;
    }

    private static List<Option> manual() {
        return List.of(
                new Option(
                        "cc.wrapup-time",
                        OptionKind.duration(Duration.ZERO, Duration.ofDays(1)),
                        "30s",
                        "",
                        "Pause of an agent after a call, where their row has none.",
                        "To the time that your agents need for their notes."),
                new Option(
                        "cc.queue-pos-param",
                        OptionKind.text("a URI parameter name", "[0-9A-Za-z_.!~*'-]+"),
                        "",
                        "none",
                        "URI parameter in which the queue announcement is told the caller's place (0 = next).",
                        "When your announcement server says the place."),
                new Option(
                        "cc.reject-on-no-agents",
                        OptionKind.flag(),
                        "true",
                        "",
                        "Whether a call to a flow without a logged-in agent is refused (480).",
                        "false, when callers should wait until an agent logs in."),
                new Option(
                        "cc.chat-dispatch-policy",
                        OptionKind.choice("balancing", "full-load"),
                        "balancing",
                        "",
                        "Whether chats are spread over agents (balancing) or fill one before the next (full-load).",
                        "full-load, to keep agents free for calls."),
                new Option(
                        "cc.internal-call-dispatching",
                        OptionKind.flag(),
                        "true",
                        "",
                        "Whether the contact center itself gives waiting calls to agents; can be switched at runtime.",
                        "false, when another program dispatches by command."),
                new Option(
                        "cc.b2b-logic-ctx-param",
                        OptionKind.text("a name of letters, digits, _ and -", "[A-Za-z][0-9A-Za-z_-]{0,63}"),
                        "call_center",
                        "",
                        "Name under which routes and events find the opaque value of a call.",
                        "When your routes expect another name."));
    }

    private static List<Option> choices() {
        return List.of(
                new Option(
                        "cc.requeue",
                        OptionKind.choice("head", "priority-head"),
                        "head",
                        "",
                        "Where a call goes after an agent refused it: before all others (head), or before those of its priority (priority-head).",
                        "priority-head, when refused calls must not overtake higher priorities."),
                new Option(
                        "cc.dissuaded-place",
                        OptionKind.choice("end", "kept"),
                        "end",
                        "",
                        "Where a caller returns to after the dissuading announcement.",
                        "kept, so that callers do not lose their place by listening."),
                new Option(
                        "cc.qsize-scope",
                        OptionKind.choice("flow", "all"),
                        "flow",
                        "",
                        "Whether dissuading_qsize_th counts the waiting calls of the flow or of all flows.",
                        "all, to behave like the original module."),
                new Option(
                        "cc.max-rejections",
                        OptionKind.whole(0, Integer.MAX_VALUE),
                        "0",
                        "",
                        "Refusals by agents after which a call is ended; 0 = never.",
                        "When a call that no agent takes must not circulate forever."),
                new Option(
                        "cc.offer-outcome",
                        OptionKind.offerOutcome(),
                        "reference",
                        "",
                        "What a refused offer costs the agent: a wrap-up whatever the code (reference), what fits the code (recommended), or a choice for"
                                + " single codes, the others as reference.",
                        "recommended, when phones that are off or set up wrongly must not count as agents who refused."),
                new Option(
                        "cc.logout-after-unanswered",
                        OptionKind.whole(0, Integer.MAX_VALUE),
                        "0",
                        "",
                        "Unanswered offers in a row after which an agent is logged out; 0 = never.",
                        "When agents forget to log out."),
                new Option(
                        "cc.max-wait",
                        OptionKind.duration(Duration.ZERO, Duration.ofDays(1)),
                        "0s",
                        "",
                        "Waiting time after which a caller is released; 0 = never.",
                        "When callers must not wait forever."),
                new Option(
                        "cc.login-persistence",
                        OptionKind.flag(),
                        "true",
                        "",
                        "Whether a login by command survives reload and restart, unless the row's logstate itself changed.",
                        "false, to behave like the original module: each reload sets logins to logstate."),
                new Option(
                        "cc.paused-counts",
                        OptionKind.flag(),
                        "true",
                        "",
                        "Whether an agent on a pause counts as logged in where a flow without agents refuses calls.",
                        "false, when callers are not to wait while everybody is on a pause."),
                new Option(
                        "cc.wrapup-max",
                        OptionKind.duration(Duration.ZERO, Duration.ofDays(1)),
                        "1h",
                        "",
                        "Longest time to which cc_agent_wrapup extends a wrap-up.",
                        "To the longest time that the notes about a call may take."),
                new Option(
                        "cc.zone",
                        OptionKind.zone(),
                        "",
                        "the system's",
                        "Time zone in which today, days and hours of reports begin.",
                        "When the system runs in another zone than its callers."),
                new Option(
                        "cc.code-window",
                        OptionKind.duration(Duration.ZERO, Duration.ofDays(1)),
                        "30m",
                        "",
                        "How long after a call a code can still be given to it (cc_call_code).",
                        "Longer, when codes are given at the end of a shift."));
    }

    public static List<Option> schema() {
        List<Option> options = new ArrayList<>();
        options.add(table("cc.agents-table", "cc_agents", "agents"));
        options.add(column("cc.agents-agentid-column", "agentid"));
        options.add(column("cc.agents-location-column", "location"));
        options.add(column("cc.agents-msrp-location-column", "msrp_location"));
        options.add(column("cc.agents-msrp-max-sessions-column", "msrp_max_sessions"));
        options.add(column("cc.agents-skills-column", "skills"));
        options.add(column("cc.agents-logstate-column", "logstate"));
        options.add(column("cc.agents-wrapuptime-column", "wrapup_time"));
        options.add(column("cc.agents-wrapupend-column", "wrapup_end_time"));
        options.add(table("cc.flows-table", "cc_flows", "flows"));
        options.add(column("cc.flows-flowid-column", "flowid"));
        options.add(column("cc.flows-priority-column", "priority"));
        options.add(column("cc.flows-skill-column", "skill"));
        options.add(column("cc.flows-cid-column", "prependcid"));
        options.add(column("cc.flows-max-wrapup-column", "max_wrapup_time"));
        options.add(column("cc.flows-dissuading-hangup-column", "dissuading_hangup"));
        options.add(column("cc.flows-dissuading-onhold-th-column", "dissuading_onhold_th"));
        options.add(column("cc.flows-dissuading-ewt-th-column", "dissuading_ewt_th"));
        options.add(column("cc.flows-dissuading-qsize-th-column", "dissuading_qsize_th"));
        options.add(column("cc.flows-m-welcome-column", "message_welcome"));
        options.add(column("cc.flows-m-queue-column", "message_queue"));
        options.add(column("cc.flows-m-dissuading-column", "message_dissuading"));
        options.add(column("cc.flows-m-flow-id-column", "message_flow_id"));
        return options;
    }

    private static Option table(String name, String standard, String what) {
        return new Option(
                name,
                OptionKind.identifier(true),
                standard,
                "",
                "Table of the " + what + ".",
                "When an existing database uses another name.");
    }

    private static Option column(String name, String standard) {
        String table = name.startsWith("cc.agents") ? "agents" : "flows";
        return new Option(
                name,
                OptionKind.identifier(false),
                standard,
                "",
                "Column of the " + table + "' table that holds " + standard + ".",
                "When an existing database uses another name.");
    }
}
