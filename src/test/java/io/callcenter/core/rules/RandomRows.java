package io.callcenter.core.rules;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentSettings;
import io.callcenter.core.Flow;
import io.callcenter.core.OfferOutcome;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.TransferPolicy;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Rows of a small contact center, made and changed at random. */
final class RandomRows {
    private final IntUnaryOperator roll;
    private final List<Flow> flows = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();

    RandomRows(IntUnaryOperator roll) {
        this.roll = roll;
        for (int i = 0; i < 3; i++) {
            flows.add(flow(i));
        }
        for (int i = 0; i < 4; i++) {
            agents.add(agent(i, Optional.empty()));
        }
    }

    static Policy policy(IntUnaryOperator roll) {
        return new Policy(
                Duration.ofSeconds(roll.applyAsInt(3) * 5L),
                roll.applyAsInt(2) == 0 ? "pos" : "",
                roll.applyAsInt(2) == 0,
                roll.applyAsInt(2) == 0,
                roll.applyAsInt(6) > 0,
                roll.applyAsInt(3) == 0,
                roll.applyAsInt(2) == 0,
                roll.applyAsInt(3) == 0,
                roll.applyAsInt(3) == 0 ? 2 : 0,
                roll.applyAsInt(3) == 0 ? 1 : 0,
                Duration.ofSeconds(roll.applyAsInt(4) == 0 ? 20 : 0),
                roll.applyAsInt(3) > 0,
                roll.applyAsInt(2) == 0 ? OfferOutcome.REFERENCE : OfferOutcome.RECOMMENDED,
                roll.applyAsInt(3) > 0,
                Duration.ofHours(1));
    }

    static TransferPolicy transfers(IntUnaryOperator roll) {
        TransferPolicy.Entry[] entries = TransferPolicy.Entry.values();
        return new TransferPolicy(
                        roll.applyAsInt(8) == 0 ? TransferPolicy.Scope.OFF : TransferPolicy.Scope.OUTSIDE,
                        roll.applyAsInt(6),
                        entries[roll.applyAsInt(entries.length)])
                .with(TransferPolicy.Replaces.values()[roll.applyAsInt(3)]);
    }

    Provisioning provisioning() {
        return new Provisioning(flows, agents);
    }

    /** One row comes, goes or changes. */
    void change(Instant now) {
        int number = roll.applyAsInt(5);
        if (roll.applyAsInt(2) == 0) {
            flows.removeIf(flow -> flow.id().value().equals("F" + number));
            if (roll.applyAsInt(3) > 0) {
                flows.add(roll.applyAsInt(flows.size() + 1), flow(number));
            }
        } else {
            agents.removeIf(agent -> agent.id().value().equals("A" + number));
            if (roll.applyAsInt(3) > 0) {
                agents.add(roll.applyAsInt(agents.size() + 1), agent(number, Optional.of(now.plusSeconds(3))));
            }
        }
    }

    /** The rows hold the wrap-up ends that were saved. */
    void wrapUps(Function<AgentId, Instant> ends) {
        agents.replaceAll(row -> {
            Instant end = ends.apply(row.id());
            return row.endingWrapUp(end.equals(Instant.MIN) ? Optional.empty() : Optional.of(end));
        });
    }

    private Flow flow(int number) {
        return new Flow(
                new FlowId("F" + number),
                roll.applyAsInt(3) * 10L,
                "s" + roll.applyAsInt(2),
                "",
                Duration.ofSeconds(roll.applyAsInt(3)),
                roll.applyAsInt(3) == 0,
                Duration.ofSeconds(roll.applyAsInt(2) * 5L),
                Duration.ofSeconds(roll.applyAsInt(2) * 5L),
                roll.applyAsInt(4),
                roll.applyAsInt(3) == 0 ? "sip:welcome@media" : "",
                "sip:queue@media",
                roll.applyAsInt(2) == 0 ? "sip:dissuading@media" : "",
                roll.applyAsInt(4) == 0 ? "sip:hint@media" : "");
    }

    private Agent agent(int number, Optional<Instant> wrapUpEnd) {
        int kind = roll.applyAsInt(4);
        String chat = kind == 0 ? "" : "sip:A" + number + "@chat";
        String audio = kind == 1 ? "" : "sip:A" + number + "@agents";
        List<String> skills =
                switch (roll.applyAsInt(4)) {
                    case 0 -> List.of("s0");
                    case 1 -> List.of("s1");
                    case 2 -> List.of("s0", "s1");
                    default -> List.of("s1", "s0", "s2");
                };
        boolean loggedIn = roll.applyAsInt(4) > 0;
        Duration wrapUp = Duration.ofSeconds(roll.applyAsInt(3) * 4L);
        int calls = Math.max(1, number - 1);
        return new Agent(
                        new AgentId("A" + number), audio, chat, roll.applyAsInt(4), skills, loggedIn, wrapUp, wrapUpEnd)
                .with(AgentSettings.NONE.withCalls(calls, roll.applyAsInt(2) == 0));
    }
}
