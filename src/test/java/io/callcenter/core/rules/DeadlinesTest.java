package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private enum Kind {
        ONE,
        OTHER
    }

    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");

    private final Deadlines deadlines = new Deadlines();
    private final List<String> rung = new ArrayList<>();

    @Test
    void whatIsDueRunsInTheOrderOfTimesAndThenOfSetting() {
        deadlines.set(T0.plusSeconds(2), now -> rung.add("late"));
        deadlines.set(T0, now -> rung.add("first"));
        deadlines.set(T0, now -> rung.add("second"));
        deadlines.run(T0.plusSeconds(1));
        assertThat(rung).containsExactly("first", "second");
        deadlines.run(T0.plusSeconds(2));
        deadlines.run(T0.plusSeconds(9));
        assertThat(rung).containsExactly("first", "second", "late");
    }

    @Test
    void whatIsSetWhileOthersRunForATimeThatHasPassedRunsAtTheNextTick() {
        deadlines.set(T0, now -> deadlines.set(now, later -> rung.add("again")));
        deadlines.run(T0);
        assertThat(rung).isEmpty();
        deadlines.run(T0);
        assertThat(rung).containsExactly("again");
    }

    @Test
    void anAlarmReplacesTheFormerOfItsKindAndCanBeCancelled() {
        OwnDeadlines<Kind> alarms = new OwnDeadlines<>(deadlines, Kind.class);
        alarms.set(Kind.ONE, T0, now -> rung.add("replaced"));
        alarms.set(Kind.ONE, T0, now -> rung.add("one"));
        alarms.set(Kind.OTHER, T0, now -> rung.add("cancelled"));
        assertThat(alarms.isSet(Kind.OTHER)).isTrue();
        alarms.cancel(Kind.OTHER);
        alarms.cancel(Kind.OTHER);
        deadlines.run(T0);
        assertThat(rung).containsExactly("one");
        assertThat(alarms.isSet(Kind.ONE)).isFalse();
        alarms.set(Kind.ONE, T0, now -> rung.add("never"));
        alarms.cancelAll();
        deadlines.run(T0.plusSeconds(1));
        assertThat(rung).containsExactly("one");
    }

    @Test
    void oneThatIsCancelledByAnotherThatIsDueDoesNotRun() {
        OwnDeadlines<Kind> alarms = new OwnDeadlines<>(deadlines, Kind.class);
        alarms.set(Kind.ONE, T0, now -> alarms.cancel(Kind.OTHER));
        alarms.set(Kind.OTHER, T0.plusMillis(1), now -> rung.add("cancelled"));
        deadlines.run(T0.plusSeconds(1));
        assertThat(rung).isEmpty();
    }
}
