package io.callcenter.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long MS = 1_000_000L;
    private final long start = 7_000_000_123L;
    private final TimerWheel wheel = new TimerWheel(start);
    private final List<String> fired = new ArrayList<>();

    private TimerWheel.Timer timer(String name) {
        return new TimerWheel.Timer(now -> fired.add(name));
    }

    @Test
    void aTimerFiresNeverEarlyAndAtMostOneSlotLate() {
        wheel.set(timer("a"), start + 500 * MS);
        wheel.advance(start + 500 * MS - 1);
        assertThat(fired).isEmpty();
        wheel.advance(start + 500 * MS + TimerWheel.TICK_NANOS);
        assertThat(fired).containsExactly("a");
        assertThat(wheel.size()).isZero();
    }

    @Test
    void aTimeBeyondOneTurnWaitsForItsTurn() {
        wheel.set(timer("32 s"), start + 32_000 * MS);
        wheel.set(timer("1 s"), start + 1_000 * MS);
        wheel.advance(start + 31_999 * MS);
        assertThat(fired).containsExactly("1 s");
        wheel.advance(start + 32_020 * MS);
        assertThat(fired).containsExactly("1 s", "32 s");
    }

    @Test
    void aTimerThatFiresMayCancelAnotherOfItsSlotAndSetItselfAgain() {
        TimerWheel.Timer victim = timer("victim");
        TimerWheel.Timer[] self = new TimerWheel.Timer[1];
        self[0] = new TimerWheel.Timer(now -> {
            fired.add("killer");
            wheel.cancel(victim);
            if (fired.size() < 3) {
                wheel.set(self[0], start + 100 * MS);
            }
        });
        wheel.set(self[0], start + 100 * MS);
        wheel.set(victim, start + 100 * MS);
        wheel.advance(start + 1_000 * MS);
        assertThat(fired).containsExactly("killer", "killer", "killer");
        assertThat(victim.armed()).isFalse();
    }

    @Test
    void anEmptyWheelNeedsNoLook() {
        TimerWheel.Timer timer = timer("a");
        assertThat(wheel.next()).isEqualTo(Long.MAX_VALUE);
        wheel.set(timer, start + 90 * MS);
        assertThat(wheel.next()).isBetween(start + 90 * MS, start + 110 * MS);
        wheel.cancel(timer);
        assertThat(wheel.next()).isEqualTo(Long.MAX_VALUE);
        wheel.advance(start + 3_600_000 * MS);
        assertThat(fired).isEmpty();
    }

    @Test
    void anyHistoryFiresWhatASortedMapWouldFire() {
        Random random = new Random(42);
        for (int history = 0; history < 300; history++) {
            history(new Random(random.nextLong()));
        }
    }

    private static void history(Random random) {
        long now = random.nextLong() >> 8;
        TimerWheel wheel = new TimerWheel(now);
        List<Integer> fired = new ArrayList<>();
        TreeMap<Integer, Long> model = new TreeMap<>();
        TimerWheel.Timer[] timers = new TimerWheel.Timer[20];
        for (int i = 0; i < timers.length; i++) {
            int number = i;
            timers[i] = new TimerWheel.Timer(at -> fired.add(number));
        }
        for (int step = 0; step < 200; step++) {
            int which = random.nextInt(timers.length);
            if (random.nextInt(4) == 0) {
                wheel.cancel(timers[which]);
                model.remove(which);
            } else {
                long at = now + (long) (Math.pow(random.nextDouble(), 3) * 40_000 * MS);
                wheel.set(timers[which], at);
                model.put(which, at);
            }
            now += (long) (Math.pow(random.nextDouble(), 4) * 15_000 * MS);
            long mayHave = now;
            long mustHave = now - TimerWheel.TICK_NANOS;
            fired.clear();
            wheel.advance(now);
            for (int number : fired) {
                assertThat(model.remove(number)).isNotNull().isLessThanOrEqualTo(mayHave);
            }
            assertThat(model.values()).allMatch(at -> at > mustHave);
            assertThat(wheel.size()).isEqualTo(model.size());
            assertThat(wheel.next()).isGreaterThan(now - TimerWheel.TICK_NANOS);
        }
    }
}
