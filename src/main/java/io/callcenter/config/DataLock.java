package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.store.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second process away from {@code cc.data}: a lock of the operating system on the file {@code process}, which says who holds it. The lock ends
 * with the process, however that ends; the file that stays behind means nothing.
 */
final class DataLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataLock.class);
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    /** Beyond the text, so that others can read that where locks are mandatory. */
    private static final long PLACE = Long.MAX_VALUE - 1;

    private final FileChannel file;

    private DataLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the folder for this process; where the file system knows no locks, with a warning only.
     *
     * @throws StartFailed when another process uses the folder, which it names, or when the file cannot be written
     */
    static DataLock take(Path folder) throws StartFailed {
        Path path = folder.resolve("process");
        FileChannel file;
        try {
            file = PrivateFiles.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new StartFailed("cc.data = " + folder + ": " + Reason.of(e), e);
        }
        DataLock taken = new DataLock(file);
        try {
            if (!taken.lock(folder)) {
                String holder = taken.holder();
                taken.close();
                throw new StartFailed(
                        "another callcenter uses " + folder + (holder.isEmpty() ? "" : " (" + holder + ")"));
            }
            taken.sign();
            return taken;
        } catch (IOException e) {
            taken.close();
            throw new StartFailed("cc.data = " + path + ": " + Reason.of(e), e);
        }
    }

    private boolean lock(Path folder) {
        try {
            FileLock lock = file.tryLock(PLACE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // an application in this very process
        } catch (IOException e) {
            LOG.warn("{} cannot be locked ({}): start no second process on it", folder, Reason.of(e));
            return true;
        }
    }

    private void sign() throws IOException {
        String who = "pid " + ProcessHandle.current().pid()
                + host().map(name -> " on " + name).orElse("");
        file.truncate(0);
        file.write(ByteBuffer.wrap((who + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    }

    private String holder() throws IOException {
        ByteBuffer text = ByteBuffer.allocate(256);
        file.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    /** In a container it tells processes of the same number apart. */
    private static Optional<String> host() {
        try {
            return Optional.of(Files.readString(HOST).strip()).filter(name -> !name.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("the lock of cc.data", e);
        }
    }
}
