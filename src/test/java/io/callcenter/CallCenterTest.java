package io.callcenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CallCenterTest {

    @Test
    void theJarsMainClassCanBeStarted() throws Exception {
        var main = Class.forName("io.callcenter.CallCenter").getMethod("main", String[].class);

        assertThat(Modifier.isStatic(main.getModifiers())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                CallCenter.Start.class,
                CallCenter.Mi.class,
                CallCenter.Check.class,
                CallCenter.User.class,
                CallCenter.Version.class
            })
    void eachSubcommandTakesTheOptionsOfAll(Class<?> subcommand) {
        CommandLine line = new CommandLine(subcommand);

        assertThat(line.getCommandSpec().optionsMap()).containsKeys("--config", "-p");
    }

    @Test
    void theVersionIsToldWhateverTheSettingsAre() {
        CommandLine version = new CommandLine(CallCenter.Version.class);

        assertThat(version.execute("--config", "none.properties", "-p", "cc.http.port=x"))
                .isZero();
    }

    @Test
    void theProgramReadsNoSerializedObjectOfAnyClass_H6() throws Exception {
        assertThat(reading()).contains("refused");
    }

    @Test
    void anotherRuleForSerializedObjectsIsTheOperators_H6() throws Exception {
        assertThat(reading("-Djdk.serialFilter=java.base/*;!*")).contains("read");
    }

    /** What {@link Reader} says when the program ends. */
    private static String reading(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Reader.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    /** Runs the program and tries, when it ends, to read an object as a library would. */
    static final class Reader {
        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(tried())));
            CallCenter.main(new String[] {"version"});
        }

        private static String tried() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new ArrayList<>(List.of("a")));
                return "read " + new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            } catch (InvalidClassException e) {
                return "refused: " + e.getMessage();
            } catch (IOException | ClassNotFoundException e) {
                return e.toString();
            }
        }
    }
}
