package io.callcenter.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    private Path place;

    @Test
    void aNewFolderIsMade() throws IOException {
        try (DemoFolder folder = DemoFolder.prepare(place.resolve("a/b"))) {
            assertThat(folder.resolve("x")).isEqualTo(place.resolve("a/b/x"));
            assertThat(place.resolve("a/b")).isDirectory();
        }
    }

    @Test
    void aDemosFolderIsEmptied() throws IOException {
        DemoFolder.prepare(place.resolve("demo")).close();
        Files.createDirectories(place.resolve("demo/data/deep"));
        Files.writeString(place.resolve("demo/data/deep/old"), "old");
        DemoFolder.prepare(place.resolve("demo")).close();
        assertThat(place.resolve("demo/data")).doesNotExist();
        assertThat(place.resolve("demo")).isDirectory();
    }

    @Test
    void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
        Path theirs = Files.createDirectories(place.resolve("theirs"));
        Files.writeString(theirs.resolve("letter"), "dear");
        assertThatThrownBy(() -> DemoFolder.prepare(theirs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not made by a demo");
        assertThat(theirs.resolve("letter")).hasContent("dear");
        assertThat(theirs).isDirectoryContaining(path -> path.endsWith("letter"));
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws IOException {
        Path outside = Files.createDirectories(place.resolve("outside"));
        Files.writeString(outside.resolve("letter"), "dear");
        DemoFolder.prepare(place.resolve("demo")).close();
        Files.createSymbolicLink(place.resolve("demo/way-out"), outside);
        DemoFolder.prepare(place.resolve("demo")).close();
        assertThat(outside.resolve("letter")).hasContent("dear");
        assertThat(place.resolve("demo/way-out")).doesNotExist();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(place.resolve("file"), "dear");
        assertThatThrownBy(() -> DemoFolder.prepare(file)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("dear");
    }

    @Test
    void twoDemosDoNotShareAFolder() throws IOException {
        DemoFolder first = DemoFolder.prepare(place.resolve("demo"));
        assertThatThrownBy(() -> DemoFolder.prepare(place.resolve("demo")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another demo");
        first.close();
        DemoFolder.prepare(place.resolve("demo")).close();
        assertThat(place.resolve("demo")).isDirectory();
    }
}
