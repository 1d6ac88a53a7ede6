package io.callcenter.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo says before the first call: what runs, and how to look further. */
final class Introduction {
    private final ApplicationHandle center;
    private final DemoOptions options;
    private final DemoFolder folder;

    /** An introduction to the running contact center. */
    Introduction(ApplicationHandle center, DemoOptions options, DemoFolder folder) {
        this.center = center;
        this.options = options;
        this.folder = folder;
    }

    /** Its lines. */
    List<String> lines() {
        String http = center.http().toString().replaceAll("/$", "");
        String point = center.sip().get(0);
        String sip = point.substring(point.indexOf(':') + 1);
        List<String> lines = new ArrayList<>();
        lines.add("camel-call-center demo: real SIP and RTP on this machine, nothing leaves it");
        lines.add("");
        DemoRows.DESKS.forEach(desk -> lines.add(desk(desk)));
        lines.add("");
        lines.add("  call it      sip:" + DemoRows.DESKS.get(0).name() + "@" + sip
                + " with any softphone on this machine (G.711; listens on " + String.join(", ", center.sip()) + ")");
        lines.add("  ask it       ./callcenter mi --url " + http
                + " cc_list_calls     (or cc_list_queue, cc_list_agents)");
        lines.add("  watch it     " + http + "/ in a browser");
        lines.add("  measure it   " + http + "/metrics");
        lines.add("  its log      " + folder.resolve("callcenter.log"));
        lines.add(options.counted() ? "  the end      after " + options.calls() + " calls" : "  the end      Ctrl-C");
        lines.add("");
        return lines;
    }

    private static String desk(DemoRows.Desk desk) {
        List<String> agents = DemoRows.CLERKS.stream()
                .filter(clerk -> List.of(clerk.skills().split(",")).contains(desk.skill()))
                .map(DemoRows.Clerk::name)
                .toList();
        String greeting = desk.welcomes() ? "welcome announcement, then an agent" : "straight to an agent";
        return String.format("  flow %-8s%s or the queue; agents %s", desk.name(), greeting, String.join(", ", agents));
    }
}
