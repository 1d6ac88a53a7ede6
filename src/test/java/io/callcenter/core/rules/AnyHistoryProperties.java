package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds for any order of events. A run makes 10,000 histories; {@code -Dhistories=1000000} makes more of each
 * number.
 */
class AnyHistoryProperties {
    private static final int TRIES = 8_000;
    private static final int VARIANTS = Math.max(1, Integer.getInteger("histories", TRIES) / TRIES);

    /**
     * Each accepted call ends in exactly one final record; no agent has more than they can; audio and chat never share an agent; nobody waits
     * while a fitting agent is free; nobody gets a call in their wrap-up; nobody is overtaken; gauges equal a recount; late signals change
     * nothing; the legs can carry out every order.
     */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void nothingForbiddenEverHappens(@ForAll("steps") List<Integer> steps) {
        for (int variant = 0; variant < VARIANTS; variant++) {
            assertThat(run(steps, variant, true).faults).isEmpty();
        }
    }

    /** T60: the same where callers are transferred all the time; each REFER is answered once, and each one that was taken has one outcome. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void nothingForbiddenHappensToCallersWhoAreTransferred(@ForAll("steps") List<Integer> steps) {
        for (int variant = 0; variant < VARIANTS; variant++) {
            assertThat(run(steps, variant, true, true).faults).isEmpty();
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void theSameSignalsGiveTheSameEffects(@ForAll("steps") List<Integer> steps) {
        assertThat(run(steps, 0, false).effects.equals(run(steps, 0, false).effects))
                .isTrue();
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().list().ofMinSize(10).ofMaxSize(120);
    }

    private static History run(List<Integer> steps, int variant, boolean recount) {
        return run(steps, variant, recount, false);
    }

    private static History run(List<Integer> steps, int variant, boolean recount, boolean transfers) {
        int salt = variant * 0x9E3779B9;
        History history = new History(steps.get(0) ^ salt, recount, transfers);
        for (int step : steps.subList(1, steps.size())) {
            history.step(step ^ salt);
            if (!history.faults.isEmpty()) {
                return history;
            }
        }
        history.drain();
        return history;
    }
}
