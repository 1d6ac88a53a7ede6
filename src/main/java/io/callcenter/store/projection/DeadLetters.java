package io.callcenter.store.projection;

import io.callcenter.store.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records that their target refuses for good: one JSON line each in {@code cc.data/dead/<concern>.jsonl}, from where they can be replayed.
 *
 * <p>A file that grows above 16 MiB becomes {@code <concern>.jsonl.1}, in the place of an older one.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final long LARGEST = 16L << 20;

    private final Path folder;

    /**
     * Below that folder.
     *
     * @param data {@code cc.data}
     */
    public DeadLetters(Path data) {
        folder = data.resolve("dead");
    }

    /** Keeps one; when the disk refuses it too, it is in the log. */
    public synchronized void keep(String concern, String json) {
        Path file = folder.resolve(concern + ".jsonl");
        try {
            PrivateFiles.folder(folder);
            if (Files.exists(file) && Files.size(file) > LARGEST) {
                Files.move(file, folder.resolve(concern + ".jsonl.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            PrivateFiles.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("{}: cannot keep a dead letter ({}): {}", concern, e.toString(), json);
        }
    }

    /** Takes all lines of a concern and answers them, oldest first; their files stay as {@code *.replayed} until the next time. */
    public synchronized List<String> take(String concern) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : new String[] {concern + ".jsonl.1", concern + ".jsonl"}) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
                Files.move(file, folder.resolve(name + ".replayed"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return lines;
    }
}
