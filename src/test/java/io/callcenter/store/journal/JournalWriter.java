package io.callcenter.store.journal;

import io.callcenter.store.files.Quarantine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;

/** A process of its own that writes to a journal and says on its output what was committed, until it is killed. */
final class JournalWriter {
    private JournalWriter() {}

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        ArtemisJournal journal = new ArtemisJournal(
                JournalSettings.in(data.resolve("journal"), true, 1L << 30),
                new Quarantine(data, InstantSource.system()),
                InstantSource.system(),
                () -> System.out.println("failed"));
        Random sizes = new Random(Long.parseLong(args[1]));
        long[] ids = new long[500];
        for (long round = 1; ; round++) {
            for (int i = 0; i < ids.length; i++) {
                if (ids[i] == 0) {
                    ids[i] = journal.nextId();
                }
                long id = ids[i];
                String text = id + " " + round + " " + "x".repeat(300 + sizes.nextInt(2_000));
                String said = "put " + id + " " + round;
                journal.put(id, Journal.Kind.CALL, text.getBytes(StandardCharsets.UTF_8))
                        .thenRun(() -> System.out.println(said));
                if ((i + round) % 5 == 0) {
                    System.out.println("deleting " + id);
                    journal.delete(id).thenRun(() -> System.out.println("deleted " + id));
                    ids[i] = 0;
                }
            }
        }
    }
}
