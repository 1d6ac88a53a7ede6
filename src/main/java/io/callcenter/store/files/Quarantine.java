package io.callcenter.store.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records aside that cannot be read, one file each below {@code cc.data/quarantine}, so that a start goes on without them. */
public final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final Path folder;
    private final InstantSource clock;
    private final List<String> reports = new ArrayList<>();

    public Quarantine(Path data, InstantSource clock) {
        this.folder = data.resolve("quarantine");
        this.clock = clock;
    }

    /** Keeps the bytes; a failure to keep them is reported like them and stops nothing. */
    public synchronized void put(String what, long id, byte[] bytes, String why) {
        Path file = folder.resolve(what + "-" + clock.millis() + "-" + id + ".bin");
        String report = what + " record " + id + ": " + why;
        try {
            PrivateFiles.folder(folder);
            PrivateFiles.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
            report += "; put aside as " + file;
        } catch (IOException e) {
            report += "; could not be put aside: " + e;
        }
        reports.add(report);
        LOG.error("journal: {}", report);
    }

    /** One line for each record put aside. */
    public synchronized List<String> reports() {
        return List.copyOf(reports);
    }
}
