package io.callcenter.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that belong to the project: what git tracks, or, outside a clone, everything but builds and data. */
final class TrackedFiles {

    private TrackedFiles() {}

    /** All text files by their path; binary files are left out. */
    static Map<Path, String> texts() {
        Map<Path, String> texts = new TreeMap<>();
        for (Path path : paths()) {
            try {
                byte[] bytes = Files.readAllBytes(path);
                String text = new String(bytes, StandardCharsets.UTF_8);
                if (text.indexOf('\0') < 0) {
                    texts.put(path, text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static List<Path> paths() {
        try {
            Process git = new ProcessBuilder("git", "ls-files", "-z").start();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() == 0 && !names.isEmpty()) {
                return Stream.of(names.split("\0"))
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .toList();
            }
        } catch (IOException e) {
            return walked(); // there is no git here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return walked();
    }

    private static List<Path> walked() {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(Files::isRegularFile)
                    .filter(path -> !path.toString().matches("(target|data|demo-data|routes|\\.git)/.*"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
