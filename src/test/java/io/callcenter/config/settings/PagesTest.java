package io.callcenter.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages for integrators name exists: settings, files that they lead to, deviations from the original. */
class PagesTest {
    private static final Pattern SETTING = Pattern.compile("(?<![\\w./-])cc\\.[a-z][a-z0-9.-]*[a-z0-9]");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern DEVIATION = Pattern.compile("Deviation: ([^.;)*]*)");
    private static final Pattern NUMBER = Pattern.compile("\\bB\\d\\d\\b");
    /** Names on the broker, and groups of settings. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "cc.events",
            "cc.mi",
            "cc.db",
            "cc.acc-db",
            "cc.rt-db",
            "cc.dead",
            "cc.dead.undeliverable",
            "cc.jms",
            "cc.ha.tls",
            "cc.keep",
            "cc.sip.tls",
            "cc.sip.auth");

    @Test
    void everySettingThatAPageNamesExists() throws IOException {
        for (Path page : pages()) {
            assertThat(found(SETTING, Files.readString(page), 0))
                    .as(page.toString())
                    .allMatch(name ->
                            NO_SETTINGS.contains(name) || Options.find(name).isPresent());
        }
    }

    @Test
    void everyLinkOfAPageLeadsToAFile() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : found(LINK, Files.readString(page), 1)) {
                if (!Files.exists(page.resolveSibling(link))) {
                    dead.add(page + ": " + link);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyLabIsListedAndEveryListedOneExists() throws IOException {
        Path labs = Path.of("docs/labs");
        Set<String> listed = new TreeSet<>(found(LINK, Files.readString(labs.resolve("README.md")), 1));
        listed.removeIf(link -> link.contains("/") || link.equals("README.md"));

        try (Stream<Path> files = Files.list(labs)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(listed)
                    .isNotEmpty();
        }
    }

    @Test
    void everyDeviationInTheCodeStandsInThePageForThoseWhoComeFromTheOriginal() throws IOException {
        String page = Files.readString(Path.of("docs/coming-from-opensips.md"));
        Set<String> deviations = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                found(DEVIATION, Files.readString(file), 1).forEach(text -> deviations.addAll(found(NUMBER, text, 0)));
            }
        }

        assertThat(deviations).hasSizeGreaterThan(10).allMatch(number -> page.contains("\n| " + number + " | "));
    }

    private static List<Path> pages() {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        for (String folder : List.of("docs", "examples", "lab")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pages;
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }
}
