package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.app.EffectRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/manual-map.md} names only what exists and leaves no section of the manual out. */
class ManualMapTest {
    private static final Path MAP = Path.of("docs/manual-map.md");
    private static final Pattern ROW = Pattern.compile("\\| ([0-9.]+) \\| (.*) \\| (.*) \\| (.*) \\| (.*) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NUMBER = Pattern.compile("void (?:[cl]\\d\\d_?)+");
    private static final Pattern TEST_METHOD = Pattern.compile("void ([cl]\\d\\d)");

    private record Row(String section, String properties, String routes, String tests) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(MAP)) {
            Matcher m = ROW.matcher(line);
            if (m.matches()) {
                rows.add(new Row(m.group(1), m.group(3), m.group(4), m.group(5)));
            }
        }
        return rows;
    }

    private static String all(Path root, String suffix) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().endsWith(suffix))
                    .toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }

    private static List<String> missing(Stream<String> names, java.util.function.Predicate<String> exists) {
        return names.distinct().filter(exists.negate()).toList();
    }

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map(r -> r.group(1));
    }

    @Test
    void eachPropertyExists() throws IOException {
        Set<String> properties = Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
                .map(l -> l.replaceFirst("^#", "").split("=", 2)[0].strip())
                .collect(Collectors.toSet());
        assertThat(missing(rows().stream().flatMap(r -> codes(r.properties())), properties::contains))
                .isEmpty();
    }

    @Test
    void eachRouteExists() throws IOException {
        String routes = all(Path.of("src/main/resources/routes"), "");
        Set<String> effects =
                EffectRoutes.names().stream().map(name -> "direct:" + name).collect(Collectors.toSet());
        assertThat(missing(
                        rows().stream().flatMap(r -> codes(r.routes())),
                        id -> effects.contains(id)
                                || routes.contains("id: " + id + "\n")
                                || routes.contains("id=\"" + id + "\"")))
                .isEmpty();
    }

    @Test
    void eachTestExists() throws IOException {
        String sources = all(Path.of("src/test/java"), ".java");
        Set<String> numbers = TEST_METHOD
                .matcher(sources)
                .results()
                .map(r -> r.group(1).toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.toSet());
        Stream<String> names = rows().stream()
                .flatMap(r -> Stream.of(r.tests().split(", ")))
                .map(String::strip)
                .filter(t -> !t.equals("–"));
        assertThat(missing(names, t -> numbers.contains(t) || sources.contains("class " + t + " ")))
                .isEmpty();
    }

    /** Sections that describe no behaviour, and those that are about people and papers, have nothing to prove. */
    @Test
    void eachSectionThatDescribesBehaviourHasATest() throws IOException {
        assertThat(rows().stream()
                        .filter(row -> row.section().startsWith("1."))
                        .filter(row -> row.tests().equals("–"))
                        .map(Row::section))
                .isEmpty();
        assertThat(rows().stream()
                        .filter(row -> row.section().matches("1\\.4\\.\\d+"))
                        .filter(row -> codes(row.properties()).count() != 1)
                        .map(Row::section))
                .isEmpty();
        assertThat(rows().stream()
                        .filter(row -> row.section().matches("1\\.[578]\\.\\d+"))
                        .filter(row -> codes(row.routes()).findAny().isEmpty())
                        .map(Row::section))
                .isEmpty();
    }

    @Test
    void everyConformanceCaseAndEveryLegCaseHasATestOfItsNumber() throws IOException {
        Set<String> wanted = new TreeSet<>();
        IntStream.rangeClosed(1, 68).forEach(number -> wanted.add("C%02d".formatted(number)));
        IntStream.rangeClosed(1, 60).forEach(number -> wanted.add("L%02d".formatted(number)));
        assertThat(NUMBER.matcher(all(Path.of("src/test/java"), ".java"))
                        .results()
                        .flatMap(m -> Stream.of(m.group().substring(5).split("_")))
                        .filter(part -> part.matches("[cl]\\d\\d.*"))
                        .map(part -> part.substring(0, 3).toUpperCase(java.util.Locale.ROOT)))
                .containsAll(wanted);
    }

    @Test
    void noSectionIsLeftOut() throws IOException {
        Set<String> wanted = new TreeSet<>(List.of("1.1", "1.2", "1.2.1", "1.2.2", "1.2.3", "1.3", "1.3.1", "1.3.2"));
        add(wanted, "1.4", 32);
        add(wanted, "1.5", 2);
        add(wanted, "1.6", 3);
        add(wanted, "1.6.1", 10);
        add(wanted, "1.6.2", 12);
        add(wanted, "1.6.3", 5);
        add(wanted, "1.7", 9);
        add(wanted, "1.8", 1);
        wanted.addAll(List.of("1.9", "2", "2.1", "3", "3.1", "3.2", "3.3", "4", "4.1", "4.2", "5", "5.1"));
        assertThat(rows().stream().map(Row::section)).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static void add(Set<String> sections, String parent, int children) {
        sections.add(parent);
        for (int i = 1; i <= children; i++) {
            sections.add(parent + "." + i);
        }
    }
}
