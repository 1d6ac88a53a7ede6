package io.callcenter.store.provisioning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.core.Provisioning;
import io.callcenter.store.files.PrivateFiles;
import io.callcenter.store.files.StoredJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** The last provisioning that was loaded, as a file in {@code cc.data}: a start without a database goes on from it (docs/design/interfaces.md 7). */
public final class LastGoodCopy {
    private final ObjectMapper json = StoredJson.mapper();
    private final Path file;
    private final InstantSource clock;
    private volatile Consumer<byte[]> others = copy -> {};

    /**
     * What the file holds.
     *
     * @param format 1
     * @param savedAt when the load was
     */
    public record Copy(int format, Instant savedAt, Provisioning provisioning) {}

    /**
     * A copy in that folder.
     *
     * @param data {@code cc.data}
     */
    public LastGoodCopy(Path data, InstantSource clock) {
        this.file = data.resolve("provisioning.json");
        this.clock = clock;
    }

    /** Replaces the copy at once: after a crash at any point the file is the former or the new one. */
    public void save(Provisioning provisioning) throws IOException {
        PrivateFiles.folder(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling("provisioning.json.new");
        byte[] text =
                json.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Copy(1, clock.instant(), provisioning));
        try (FileChannel channel = PrivateFiles.open(next, StandardOpenOption.TRUNCATE_EXISTING)) {
            PrivateFiles.write(channel, text);
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        others.accept(text);
    }

    /** From now on that gets the bytes of each new copy, too. */
    public void share(Consumer<byte[]> taker) {
        others = taker;
    }

    /** Replaces the file by the copy that another process shared. */
    public void take(byte[] copy) throws IOException {
        Path next = file.resolveSibling("provisioning.json.new");
        PrivateFiles.write(next, copy, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The copy, or empty when there never was one; {@link IOException} when the file cannot be understood. */
    public Optional<Copy> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Copy copy = json.readValue(file.toFile(), Copy.class);
        if (copy.format() != 1 || copy.provisioning() == null) {
            throw new IOException(file + ": format " + copy.format() + " is not known");
        }
        return Optional.of(copy);
    }
}
