package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Settings that routes and files name exist, and each says what it is. */
class PlaceholdersTest {

    private static final Path SETTINGS = Path.of("src/main/resources/application.properties");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(cc\\.[A-Za-z0-9.-]+)");
    private static final Pattern OPTION = Pattern.compile("(?:# )?(cc\\.[A-Za-z0-9.*-]+) =.*");

    @Test
    void everyPlaceholderOfARouteIsASetting() throws IOException {
        Set<String> options = options(Files.readAllLines(SETTINGS));
        Set<String> unknown = new TreeSet<>();
        for (Map.Entry<Path, String> file : TrackedFiles.texts().entrySet()) {
            if (file.getKey().startsWith("src/main/resources")) {
                placeholders(file.getValue()).stream()
                        .filter(name -> !options.contains(name))
                        .forEach(name -> unknown.add(file.getKey() + ": " + name));
            }
        }

        assertThat(options).contains("cc.sip.listen");
        assertThat(unknown).isEmpty();
    }

    @Test
    void placeholdersAreFoundInAllTheirForms() {
        assertThat(placeholders("{{cc.a}} {{?cc.b-c}} {{cc.d:default}} {{other}} ${cc.e}"))
                .containsExactlyInAnyOrder("cc.a", "cc.b-c", "cc.d");
    }

    @Test
    void everyOptionSaysWhatItIs() throws IOException {
        assertThat(silent(Files.readAllLines(SETTINGS))).isEmpty();
    }

    @Test
    void anOptionWithoutACommentIsNoticed() {
        assertThat(silent(List.of("# What it is.", "cc.a = 1", "cc.b = 2", "", "cc.c = 3")))
                .containsExactly("cc.b", "cc.c");
    }

    private static Set<String> options(List<String> lines) {
        return lines.stream()
                .map(OPTION::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static List<String> silent(List<String> lines) {
        List<String> silent = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher option = OPTION.matcher(lines.get(i));
            boolean explained = i > 0
                    && lines.get(i - 1).startsWith("# ")
                    && !OPTION.matcher(lines.get(i - 1)).matches();
            if (option.matches() && !explained) {
                silent.add(option.group(1));
            }
        }
        return silent;
    }
}
