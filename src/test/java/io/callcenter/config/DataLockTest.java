package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.config.settings.StartFailed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time uses {@code cc.data}. */
class DataLockTest {
    @TempDir
    private Path folder;

    /** Another process that takes the folder, says so, and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (DataLock lock = DataLock.take(Path.of(args[0]))) {
                System.out.println("taken " + lock);
                while (System.in.read() >= 0) {}
            }
        }
    }

    private Process holder() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).startsWith("taken");
        return process;
    }

    @Test
    void theProcessThatUsesTheFolderIsNamedAndAKilledOneHindersNobody_N6() throws Exception {
        Process other = holder();
        try {
            assertThatThrownBy(() -> DataLock.take(folder))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageStartingWith("another callcenter uses " + folder + " (pid " + other.pid());
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(Files.readString(folder.resolve("process"))).startsWith("pid " + other.pid());
        try (DataLock lock = DataLock.take(folder)) {
            assertThat(Files.readString(folder.resolve("process")))
                    .startsWith("pid " + ProcessHandle.current().pid());
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aSecondApplicationInOneProcessIsRefusedUntilTheFirstEnds_N6() throws Exception {
        DataLock first = DataLock.take(folder);
        assertThatThrownBy(() -> DataLock.take(folder))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("another callcenter uses " + folder + " (pid ");
        first.close();
        DataLock.take(folder).close();
    }

    @Test
    void aLeftoverOfAnotherProcessWithTheSameNumberHindersNobody_N6() throws Exception {
        Files.writeString(
                folder.resolve("process"), "pid " + ProcessHandle.current().pid() + " on elsewhere\n");

        DataLock.take(folder).close();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed_N6() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataLock.take(notAFolder))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("cc.data = " + notAFolder);
    }
}
