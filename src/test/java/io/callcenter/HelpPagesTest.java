package io.callcenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.config.command.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The texts from which the launcher answers {@code --help} are the program's own; {@code -Dcc.write-pages=true} writes them. */
class HelpPagesTest {
    private static final Path FOLDER = Path.of("src/main/help");

    @Test
    void everyHelpTextOfTheLauncherIsTheOneOfTheProgram_N5() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        collect("callcenter", CallCenter.line(), pages);
        pages.put("callcenter-demo.txt", demo());
        if (Boolean.getBoolean("cc.write-pages")) {
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }

        assertThat(written())
                .as("mvn test -Dtest=HelpPagesTest -Dcc.write-pages=true")
                .isEqualTo(pages);
    }

    private static void collect(String name, CommandLine line, Map<String, String> pages) {
        pages.put(name + ".txt", line.getUsageMessage(CommandLine.Help.Ansi.OFF));
        line.getSubcommands().forEach((word, sub) -> collect(name + "-" + word, sub, pages));
    }

    /** The demo reads its own arguments. */
    private static String demo() {
        PrintStream out = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
            assertThat(Run.demo(List.of("--help"))).isZero();
        } finally {
            System.setOut(out);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, String> written() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(), HelpPagesTest::text, (a, b) -> a, TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
