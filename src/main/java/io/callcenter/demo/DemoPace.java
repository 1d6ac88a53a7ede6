package io.callcenter.demo;

import java.time.Duration;
import java.util.Random;

/**
 * How fast the demo lives.
 *
 * @param announcement length of announcements
 * @param ringing how long phones ring before somebody reacts
 * @param talk length of conversations
 * @param patience how long a caller stays with what makes them leave
 * @param gap between two callers of a rush
 * @param pause between two rushes
 * @param rush callers in a rush
 * @param wrapUp of the agents
 * @param ringTimeout after which an unanswered phone is given up
 */
record DemoPace(
        Duration announcement,
        Span ringing,
        Span talk,
        Span patience,
        Span gap,
        Span pause,
        int rush,
        Duration wrapUp,
        Duration ringTimeout) {
    /** A time from … to. */
    record Span(Duration from, Duration to) {
        /** A span in milliseconds. */
        static Span millis(long from, long to) {
            return new Span(Duration.ofMillis(from), Duration.ofMillis(to));
        }

        /** Some time of the span. */
        Duration any(Random random) {
            long width = to.minus(from).toMillis();
            return from.plusMillis(width == 0 ? 0 : random.nextInt((int) width));
        }
    }

    /** From so many calls on a demo is a training run of the JVM (docs/adr/0013-aot-cache.md). */
    private static final int TRAINING = 200;

    /** The one that suits that many calls; 0 = without end. */
    static DemoPace of(int calls) {
        if (calls == 0) {
            return leisurely();
        }
        return calls < TRAINING ? brisk() : swift();
    }

    /** For more calls than anybody looks at. */
    static DemoPace swift() {
        return new DemoPace(
                Duration.ofMillis(500),
                Span.millis(100, 300),
                Span.millis(300, 1000),
                Span.millis(200, 350),
                Span.millis(50, 200),
                Span.millis(1000, 1400),
                7,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    /** For a fixed number of calls that shall soon be over. */
    static DemoPace brisk() {
        return new DemoPace(
                Duration.ofSeconds(1),
                Span.millis(300, 800),
                Span.millis(1000, 3000),
                Span.millis(400, 700),
                Span.millis(100, 400),
                Span.millis(2500, 3500),
                7,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3));
    }

    /** For watching, as long as one likes. */
    static DemoPace leisurely() {
        return new DemoPace(
                Duration.ofSeconds(4),
                Span.millis(1500, 4000),
                Span.millis(5000, 15_000),
                Span.millis(1500, 4000),
                Span.millis(800, 3000),
                Span.millis(10_000, 20_000),
                5,
                Duration.ofSeconds(4),
                Duration.ofSeconds(6));
    }
}
