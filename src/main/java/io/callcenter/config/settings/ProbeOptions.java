package io.callcenter.config.settings;

import java.time.Duration;
import java.util.List;

/** Settings of probes and subscriptions. */
final class ProbeOptions {
    private ProbeOptions() {}

    static List<Option> all() {
        return List.of(
                new Option(
                        "cc.agents.probe",
                        new OptionKind(
                                "duration",
                                "0, or 30s to 1d",
                                value -> value.matches("0s?")
                                        || OptionKind.duration(Duration.ofSeconds(30), Duration.ofDays(1))
                                                .accepts()
                                                .apply(value)),
                        "0s",
                        "",
                        "How long the phone of an idle agent may be silent before it is asked whether it is there (OPTIONS). 0 = none is asked.",
                        "60s, when phones vanish without a word and callers must not ring them in vain."),
                new Option(
                        "cc.agents.probe-misses",
                        OptionKind.whole(1, 100),
                        "2",
                        "",
                        "Probes without an answer, in a row, after which an agent is unreachable and gets no calls.",
                        "Higher on a lossy network."),
                new Option(
                        "cc.agents.probe-rate",
                        OptionKind.whole(1, 10_000),
                        "50",
                        "",
                        "Probes, or subscriptions, a second at most; with more agents the time between two is longer.",
                        "With thousands of agents."),
                new Option(
                        "cc.agents.watch",
                        OptionKind.choice("off", "reg", "dialog"),
                        "off",
                        "",
                        "Event to which it subscribes at the location of each agent who is logged in: registrations of the phone (reg), or its calls"
                                + " that are not from here (dialog).",
                        "reg, when your registrar has it; dialog, when agents also have calls from elsewhere."));
    }
}
