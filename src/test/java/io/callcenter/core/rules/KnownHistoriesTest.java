package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A few of the histories of {@link AnyHistoryProperties}, always the same ones: quick enough to judge each change of a rule by itself. */
class KnownHistoriesTest {
    private static final int HISTORIES = 150;
    private static final int STEPS = 100;

    @Test
    void nothingForbiddenHappensInThem() {
        play(false);
    }

    @Test
    void nothingForbiddenHappensWhereCallersAreTransferred() {
        play(true);
    }

    private static void play(boolean transfers) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random numbers = new Random(seed);
            History history = new History(numbers.nextInt(), true, transfers);
            for (int step = 0; step < STEPS && history.faults.isEmpty(); step++) {
                history.step(numbers.nextInt());
            }
            history.drain();
            assertThat(history.faults).as("history %s", seed).isEmpty();
        }
    }
}
