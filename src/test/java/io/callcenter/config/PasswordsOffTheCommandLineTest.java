package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.config.command.MiTarget;
import io.callcenter.config.command.Run;
import io.callcenter.config.settings.CommandLineOptions;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.WrongSetting;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Users;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Programs see the command lines of each other, so no password need stand on one. */
class PasswordsOffTheCommandLineTest {
    @TempDir
    private Path folder;

    /** What a program writes, with that on its standard input. */
    private record Said(int code, String out, String err) {
        static Said by(String input, Supplier<Integer> program) {
            InputStream in = System.in;
            PrintStream out = System.out;
            PrintStream err = System.err;
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            ByteArrayOutputStream complained = new ByteArrayOutputStream();
            try {
                System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
                System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
                System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
                return new Said(
                        program.get(),
                        written.toString(StandardCharsets.UTF_8),
                        complained.toString(StandardCharsets.UTF_8));
            } finally {
                System.setIn(in);
                System.setOut(out);
                System.setErr(err);
            }
        }
    }

    @Test
    void aLineForTheFileOfUsersIsMadeWithoutOne_L9() throws Exception {
        Said said = Said.by("geheim\n", () -> Run.user("alice", "operator", Optional.empty()));

        assertThat(said.code()).isZero();
        Users users = Users.read(Files.writeString(folder.resolve("users"), said.out()));
        assertThat(users.check("alice", "geheim")).contains(Role.OPERATOR);
        assertThat(said.out()).doesNotContain("geheim");
    }

    @Test
    void aLineIsSavedInThePlaceOfTheOneBeforeAndNobodyElseReadsTheFile() throws Exception {
        Path file = folder.resolve("users");
        assertThat(Said.by("one", () -> Run.user("alice", "operator", Optional.of(file)))
                        .code())
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file, "# ours\n" + Files.readString(file));
        Said.by("two", () -> Run.user("ali", "viewer", Optional.of(file)));
        Said said = Said.by("three", () -> Run.user("alice", "admin", Optional.of(file)));

        Users users = Users.read(file);
        assertThat(users.roles()).isEqualTo(Map.of("alice", Role.ADMIN, "ali", Role.VIEWER));
        assertThat(users.check("alice", "three")).isPresent();
        assertThat(users.check("ali", "two")).isPresent();
        assertThat(Files.readString(file)).startsWith("# ours\nalice:").doesNotContain("three");
        assertThat(said.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a:b, viewer, pw", "alice, root, pw", "alice, viewer, ''", "'', viewer, pw"})
    void aLineThatCouldNotBeReadIsNotMade_L9(String name, String role, String password) {
        Said said = Said.by(password, () -> Run.user(name, role, Optional.empty()));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("callcenter: user: ");
    }

    @Test
    void theShellsCommandReadsItFromTheStandardInput_L9() throws Exception {
        String line = Said.by("geheim", () -> Run.user("alice", "viewer", Optional.empty()))
                .out();
        Path users = Files.writeString(folder.resolve("users"), line);
        try (StartedApplication application =
                StartedApplication.in(folder, Map.of("cc.http.users", users.toString()))) {
            Settings settings = StartedApplication.settings(folder, Map.of());
            String url = application.uri("/mi").toString();
            Path file = Files.writeString(folder.resolve("password"), "geheim\n");

            Said typed = Said.by(
                    "geheim\n", () -> Run.command(settings, new MiTarget(url, "alice", "", true), "which", List.of()));
            Said read = Said.by(
                    "",
                    () -> Run.command(settings, new MiTarget(url, "alice:file:" + file, "", true), "which", List.of()));
            Said shown = Said.by(
                    "", () -> Run.command(settings, new MiTarget(url, "alice:geheim", "", true), "which", List.of()));
            Said none =
                    Said.by("", () -> Run.command(settings, new MiTarget(url, "alice", "", true), "which", List.of()));

            assertThat(List.of(typed.code(), read.code(), shown.code(), none.code()))
                    .containsExactly(0, 0, 0, 2);
            assertThat(typed.err()).isEmpty();
            assertThat(read.err()).isEmpty();
            assertThat(shown.err())
                    .contains("can see a password on the command line")
                    .doesNotContain("geheim");
            assertThat(none.err()).contains("no password of alice");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cc.db.password=geheim, true",
        "cc.db.url=mysql://user:geheim@host/db, true",
        "cc.sip.tls.password=geheim, true",
        "cc.http.port=8080, false",
        "cc.db.url=jdbc:postgresql://host/db, false",
    })
    void onePutThereIsWarnedOf_L9(String setting, boolean warned) {
        CommandLineOptions options = new CommandLineOptions();
        new CommandLine(new Holder(options)).parseArgs("-p", setting);

        Said said = Said.by("", () -> {
            try {
                options.settings();
                return 0;
            } catch (WrongSetting e) {
                return 2;
            }
        });

        assertThat(said.code()).isZero();
        assertThat(said.err().contains("can see a password")).isEqualTo(warned);
        assertThat(said.err()).doesNotContain("geheim");
    }

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final CommandLineOptions options;

        Holder(CommandLineOptions options) {
            this.options = options;
        }
    }
}
