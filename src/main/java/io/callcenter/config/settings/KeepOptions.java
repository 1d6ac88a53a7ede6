package io.callcenter.config.settings;

import java.util.ArrayList;
import java.util.List;

/** Options of how long records are kept. */
final class KeepOptions {
    private static final int LONGEST = 36_500;
    private static final int KEYS = 30;

    private KeepOptions() {}

    static List<Option> all() {
        List<Option> options = new ArrayList<>();
        options.add(days("cdrs", "call detail records in cc_cdrs and segments of calls in cc_x_segments", LONGEST));
        options.add(days("texts", "texts in cc_x_texts that did not fit into records", KEYS));
        options.add(days("call-codes", "results of calls in cc_x_call_codes", LONGEST));
        options.add(days("intervals", "quarters of an hour of flows in cc_x_intervals", LONGEST));
        options.add(days("agent-intervals", "quarters of an hour of agents in cc_x_agent_intervals", LONGEST));
        options.add(days("audit", "deeds in cc_x_audit", LONGEST));
        options.add(new Option(
                "cc.keep.mode",
                OptionKind.choice("anonymise", "delete"),
                "anonymise",
                "",
                "Whether old records lose the caller and the note and keep times and counts (anonymise), or go wholly (delete);"
                        + " texts, quarters of an hour and deeds always go wholly.",
                "delete, when nothing may stay."));
        options.add(new Option(
                "cc.keep.at",
                OptionKind.cron(),
                "0 17 3 * * ?",
                "",
                "When that is done: seconds, minutes, hours, day of the month, month, day of the week, as Quartz reads them.",
                "To an hour in which the database has little to do."));
        return options;
    }

    private static Option days(String name, String what, int longest) {
        return new Option(
                "cc.keep." + name,
                OptionKind.whole(0, longest),
                "0",
                "",
                "Days for which " + what + " are kept; 0 = for ever.",
                "When data about persons may be kept for so long only.");
    }
}
