package io.callcenter.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** The demo's own data folder, told by a marker file. No folder without that marker is ever touched. */
final class DemoFolder implements AutoCloseable {
    private static final String MARKER = ".camel-call-center-demo";

    private final Path folder;
    private final FileChannel lock;

    private DemoFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder, or empties it when a demo made it, and keeps it for this process.
     *
     * @throws IOException when it belongs to somebody else, when another demo uses it, or when it cannot be written; the message says so in one
     *     line
     */
    static DemoFolder prepare(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        if (Files.exists(folder) && !Files.exists(marker) && !isEmpty(folder)) {
            throw new IOException(
                    "demo: the folder " + folder + " was not made by a demo, so it is left alone; name another one");
        }
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException("demo: another demo runs in the folder " + folder);
        }
        empty(folder, marker);
        return new DemoFolder(folder, channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return false;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void empty(Path folder, Path marker) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(marker)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                if (error != null) {
                    throw error;
                }
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A file or folder in it. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Lets others have it; what is in it stays until the next demo. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
