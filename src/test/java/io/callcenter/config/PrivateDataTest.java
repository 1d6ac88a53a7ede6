package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.config.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written to {@code cc.data} is for its owner only. */
class PrivateDataTest {
    @TempDir
    private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Path with(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private Settings settings(String data) throws WrongSetting {
        return StartedApplication.settings(folder, Map.of("cc.data", data));
    }

    @Test
    void onlyTheOwnerReadsWhatAStartWrites_M4() throws Exception {
        try (StartedApplication application = StartedApplication.in(folder, Map.of())) {
            application.seed();
            assertThat(application.command("cc_reload", "[]")).contains("OK");

            Path data = folder.resolve("data");
            assertThat(mode(data)).isEqualTo("rwx------");
            assertThat(mode(data.resolve("journal"))).isEqualTo("rwx------");
            for (String file : List.of("node.properties", "provisioning.json")) {
                assertThat(mode(data.resolve(file))).as(file).isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aWiderFolderIsNarrowedWithAllThatIsInIt_M4() throws Exception {
        Path data = with(Files.createDirectory(folder.resolve("data")), "rwxr-xr-x");
        Path h2 = with(Files.createDirectory(data.resolve("h2")), "rwxrwxrwx");
        Path file = with(Files.writeString(h2.resolve("callcenter.mv.db"), "x"), "rw-r--r--");
        Path outside = with(Files.writeString(folder.resolve("outside"), "x"), "rw-r--r--");
        Files.createSymbolicLink(data.resolve("link"), outside);

        try (HeardLog log = new HeardLog(DataFolder.class.getName())) {
            assertThat(DataFolder.of(settings("data"))).isEqualTo(data);
            assertThat(DataFolder.of(settings("data"))).isEqualTo(data);
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("only its owner can"));
        }

        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(h2)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(outside)).as("what a link leads to").isEqualTo("rw-r--r--");
    }

    @Test
    void aFolderOfSomebodyElseIsNotTakenFromThem_M4() throws Exception {
        Path data = with(Files.createDirectory(folder.resolve("home")), "rwxr-xr-x");
        Files.writeString(data.resolve("letter.txt"), "x");

        assertThatThrownBy(() -> DataFolder.of(settings("home")))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("cc.data = home: other users may read it, and it holds other files");
        assertThat(mode(data)).isEqualTo("rwxr-xr-x");

        with(data, "rwx------");
        assertThat(DataFolder.of(settings("home"))).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "new/below/it", "lost"})
    void anEmptyFolderOrNoneIsMadePrivate_M4(String name) throws Exception {
        with(Files.createDirectory(folder.resolve("lost")), "rwxrwxrwx");
        Files.createDirectory(folder.resolve("lost/lost+found"));

        assertThat(mode(DataFolder.of(settings(name)))).isEqualTo("rwx------");
    }

    @Test
    void aFileInItsPlaceIsNamed_M4() throws Exception {
        Files.writeString(folder.resolve("data"), "x");

        assertThatThrownBy(() -> DataFolder.of(settings("data")))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("cc.data = data: ");
    }
}
