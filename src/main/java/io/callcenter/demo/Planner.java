package io.callcenter.demo;

import io.callcenter.demo.CallPlan.Ending;
import io.callcenter.demo.CallPlan.Reaction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Makes up the calls. Callers come in rushes: the first of a rush finds free agents, the last ones have to wait. Equal seeds make equal calls.
 */
final class Planner {
    private static final int FIRST_NUMBER = 1000;
    private static final List<String> NAMES = List.of(
            "Ada", "Bela", "Chen", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jana", "Kofi", "Lea", "Milo", "Nora",
            "Omar", "Pia", "Quin", "Rosa", "Sami", "Tess");

    /** First in a rush, when agents are free. */
    private static final Kind FIRST = new Kind(Ending.LEAVES_RINGING, "sales");
    /** Last in a rush, when there is a queue. */
    private static final Kind LAST = new Kind(Ending.LEAVES_QUEUE, "sales");
    /** In between, in any order. */
    private static final List<Kind> OTHERS = List.of(
            new Kind(Ending.AGENT_HANGS_UP, "support", Reaction.REFUSES),
            new Kind(Ending.CALLER_HANGS_UP, "sales"),
            new Kind(Ending.AGENT_HANGS_UP, "sales", Reaction.IGNORES),
            new Kind(Ending.LEAVES_WELCOME, "support"),
            new Kind(Ending.CALLER_HANGS_UP, "support"));

    private final DemoPace pace;
    private final Random random;
    private final Deque<Kind> rush = new ArrayDeque<>();
    private int made;

    private record Kind(Ending ending, String flow, List<Reaction> reactions) {
        Kind(Ending ending, String flow, Reaction... reactions) {
            this(ending, flow, List.of(reactions));
        }
    }

    /** A planner of its own chance. */
    Planner(DemoPace pace, long seed) {
        this.pace = pace;
        this.random = new Random(seed);
    }

    /** The next call. */
    CallPlan next() {
        if (rush.isEmpty()) {
            gather();
        }
        Kind kind = rush.remove();
        made++;
        String name = NAMES.get((made - 1) % NAMES.size());
        // A phone that shall ring until the caller leaves must not be answered before.
        Duration ringing = kind.ending() == Ending.LEAVES_RINGING
                ? pace.ringTimeout().multipliedBy(9).dividedBy(10)
                : pace.ringing().any(random);
        return new CallPlan(
                made,
                Integer.toString(FIRST_NUMBER + made),
                name,
                kind.flow(),
                kind.ending(),
                kind.reactions(),
                ringing,
                pace.talk().any(random),
                pace.patience().any(random));
    }

    /** How long to wait before the next call comes. */
    Duration pauseBeforeNext() {
        return made == 0 ? Duration.ZERO : (rush.isEmpty() ? pace.pause() : pace.gap()).any(random);
    }

    private void gather() {
        List<Kind> others = new ArrayList<>(OTHERS);
        Collections.shuffle(others, random);
        rush.add(FIRST);
        rush.addAll(others.subList(0, Math.min(others.size(), pace.rush() - 2)));
        rush.add(LAST);
    }
}
