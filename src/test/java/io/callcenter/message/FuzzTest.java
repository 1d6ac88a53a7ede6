package io.callcenter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutants of the corpus against everything that reads bytes: nothing is raised, all that is taken can be asked and answered. A few seconds in each
 * build; longer and elsewhere with {@code -Dfuzz.seconds=600 -Dfuzz.seed=2}. The mutator is blind: it does not see what code a mutant reaches. What it
 * once found is in {@code src/test/resources/fuzz} and played first.
 */
class FuzzTest {
    private static final Path FINDS = Path.of("src/test/resources/fuzz");
    private static final int USUAL = 20_000;

    @Test
    void nothingThatIsReadFromADatagramOrAFrameRaisesAnything() throws IOException {
        MessageIntake door = new MessageIntake(Limits.USUAL);
        run((bytes, dice) -> {
            Reading.everything(door.read(bytes, Carrier.DATAGRAM));
            Reading.everything(door.read(bytes, Carrier.STREAM));
            Reading.everything(door.refuse(bytes, MessageFault.HEAD_TOO_LARGE));
            door.callId(bytes);
        });
    }

    @Test
    void noStreamIsCutIntoAnythingThatRaises() throws IOException {
        Limits limits = new Limits(700, 256, 64, 300, 2_000);
        MessageIntake door = new MessageIntake(limits);
        run((bytes, dice) -> {
            Framing framing = new Framing(limits);
            int at = 0;
            while (at < bytes.length) {
                int end = Math.min(bytes.length, at + 1 + dice.nextInt(400));
                framing.add(bytes, at, end);
                at = end;
                framing.next().ifPresent(frame -> {
                    if (frame instanceof Frame.Whole whole) {
                        Reading.everything(door.read(whole.bytes(), Carrier.STREAM));
                    }
                });
            }
        });
    }

    @Test
    void noTextOfAValueRaisesAnything() throws IOException {
        run((bytes, dice) -> {
            int from = dice.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + dice.nextInt(120));
            Reading.values(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        });
    }

    private static void run(BiConsumer<byte[], SplittableRandom> target) throws IOException {
        for (byte[] find : finds()) {
            target.accept(find, new SplittableRandom(1));
        }
        long seconds = Long.getLong("fuzz.seconds", 0);
        long seed = Long.getLong("fuzz.seed", 1);
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        List<byte[]> corpus = Corpus.all();
        SplittableRandom dice = new SplittableRandom(seed);
        long count = 0;
        while (count < USUAL || System.nanoTime() < until) {
            byte[] mutant = Corpus.mutant(corpus.get(dice.nextInt(corpus.size())), dice);
            try {
                target.accept(mutant, dice);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("mutant " + count + " of seed " + seed + ": " + text(mutant), e);
            }
            count++;
        }
        if (seconds > 0) {
            System.out.println(count + " mutants of seed " + seed + " in " + seconds + " s");
        }
        assertThat(count).isGreaterThanOrEqualTo(USUAL);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> finds() throws IOException {
        try (Stream<Path> files = Files.list(FINDS)) {
            List<Path> sorted = files.sorted().toList();
            List<byte[]> finds = new java.util.ArrayList<>();
            for (Path file : sorted) {
                finds.add(Files.readAllBytes(file));
            }
            return finds;
        }
    }
}
