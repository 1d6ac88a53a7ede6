package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What no file of the project may be or say. */
class FilesTest {

    private static final int LINES = 600;
    private static final int LINES_OF_TESTS = 900;
    private static final int USUAL_LINES = 300;

    /** Hosts from which packages or images come, and folders of one machine; put together so that this file passes. */
    private static final Pattern OF_ONE_MACHINE = Pattern.compile(String.join(
            "|",
            "repo1?\\.maven",
            "[./]" + "pkg\\.dev",
            "registry" + "[-.][a-z0-9.-]*[a-z]\\.[a-z]{2,}",
            "(deb|ftp)\\." + "debian\\.org",
            "pypi" + "\\.org",
            "artifact" + "ory",
            "(?<![a-zA-Z0-9_.$}*-])/wo" + "rk/"));

    private static final Map<Path, String> FILES = TrackedFiles.texts();

    @Test
    void noFileNamesARegistryOrAFolderOfOneMachine() {
        assertThat(FILES).isNotEmpty();
        assertThat(FILES.entrySet().stream()
                        .flatMap(
                                file -> ofOneMachine(file.getValue()).stream().map(line -> file.getKey() + ": " + line))
                        .toList())
                .isEmpty();
    }

    @Test
    void suchHostsAndFoldersAreNoticed() {
        assertThat(List.of(
                        "https://repo.mav" + "en.apache.org/maven2",
                        "FROM registry" + "-1.docker.io/x",
                        "deb http://deb." + "debian.org/debian bookworm",
                        "see /wo" + "rk/notes.md"))
                .allSatisfy(line -> assertThat(ofOneMachine(line)).isNotEmpty());
        assertThat(ofOneMachine("xmlns=\"http://maven.apache.org/POM/4.0.0\"\ntarget/work/x\n/var/tmp/x"))
                .isEmpty();
    }

    @Test
    void noJavaFileHasGrownTooLong() {
        Map<Path, Long> lengths = FILES.entrySet().stream()
                .filter(file -> file.getKey().toString().endsWith(".java"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> file.getValue().lines().count()));
        lengths.entrySet().stream()
                .filter(file -> file.getValue() > USUAL_LINES)
                .sorted(Map.Entry.comparingByKey())
                .forEach(file ->
                        System.out.printf("%s has %d lines: more than one idea?%n", file.getKey(), file.getValue()));

        assertThat(lengths).isNotEmpty();
        assertThat(lengths.entrySet()).noneMatch(file -> file.getValue() > most(file.getKey()));
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        List<Path> rooms = FILES.keySet().stream()
                .filter(file ->
                        file.startsWith("src/main/java") && file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .toList();

        assertThat(rooms)
                .isNotEmpty()
                .allSatisfy(room -> assertThat(FILES).containsKey(room.resolve("package-info.java")));
    }

    private static int most(Path file) {
        return file.startsWith("src/test") ? LINES_OF_TESTS : LINES;
    }

    private static List<String> ofOneMachine(String text) {
        return text.lines().filter(line -> OF_ONE_MACHINE.matcher(line).find()).toList();
    }
}
