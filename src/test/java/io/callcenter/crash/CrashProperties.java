package io.callcenter.crash;

import java.util.function.Consumer;
import java.util.stream.LongStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever had reached the disk when the process died: no answered call is lost, no agent stays behind, nobody is overtaken, everybody who was
 * called is told of the end, and each call has one final record (ADR 0009). More histories by {@code -Dhistories=}.
 */
class CrashProperties {
    private static final int TRIES = 600;
    private static final int CHANGES = 10_000;
    private static final int HISTORIES = Integer.getInteger("histories", TRIES);

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aCrashAtAnyMomentLosesNothing(@ForAll long seed) {
        play(seed, false, CrashWorld::crash);
        LongStream.range(TRIES, HISTORIES)
                .filter(i -> i % TRIES == 0)
                .forEach(i -> play(seed * 31 + i, false, CrashWorld::crash));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aCrashWhileAgentsTransferCallersLosesNothing(@ForAll long seed) {
        play(seed, true, CrashWorld::crash);
        LongStream.range(TRIES, HISTORIES)
                .filter(i -> i % TRIES == 0)
                .forEach(i -> play(seed * 31 + i, true, CrashWorld::crash));
    }

    @Property(tries = CHANGES, edgeCases = EdgeCasesMode.NONE)
    void aChangeOfLeaderAtAnyMomentLosesNothing(@ForAll long seed) {
        play(seed, true, CrashWorld::changeOfLeader);
        LongStream.range(CHANGES, HISTORIES)
                .filter(i -> i % CHANGES == 0)
                .forEach(i -> play(seed * 31 + i, true, CrashWorld::changeOfLeader));
    }

    private static void play(long seed, boolean transfers, Consumer<CrashWorld> end) {
        String trouble = trouble(new CrashWorld(seed, transfers, false), seed, end);
        if (!trouble.isEmpty()) {
            CrashWorld again = new CrashWorld(seed, transfers, true);
            trouble(again, seed, end);
            throw new AssertionError(trouble + "\n" + again.story());
        }
    }

    private static String trouble(CrashWorld world, long seed, Consumer<CrashWorld> end) {
        try {
            int crashes = Math.floorMod(seed, 3) + 1;
            for (int i = 0; i < crashes; i++) {
                world.run(20 + Math.floorMod(seed / 7 + i * 31L, 160));
                end.accept(world);
            }
            world.run(60);
            world.finish();
        } catch (RuntimeException broken) {
            return broken + " at " + broken.getStackTrace()[0];
        }
        return String.join("\n", world.faults);
    }
}
