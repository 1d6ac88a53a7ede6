package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever follows a pointer from the code or from a page to a page arrives: page, section, case and heading exist. */
class PageLinksTest {
    private static final String NUMBERS = "\\d+(?:\\.\\d+)*(?:(?:, | and | to )\\d+(?:\\.\\d+)*)*";
    private static final Pattern POINTER = Pattern.compile("(docs/[\\w/-]+\\.md)(?: (" + NUMBERS + "))?");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)*");
    private static final Pattern DEVIATION = Pattern.compile("\\bB\\d{2}\\b");
    private static final Pattern DECISION = Pattern.compile("\\bADR (\\d{4})\\b");
    private static final Pattern NICKNAME =
            Pattern.compile("(?i)(?<![\\w/.-])(?:legs|behaviou?r|interfaces|design|journal|conventions),? (?=\\d)");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?<=\\s)//[^\\n]*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+?) *$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");

    private static final Map<Path, String> FILES = TrackedFiles.texts();
    private static final Path DEVIATIONS = Path.of("docs/coming-from-opensips.md");

    private static Map<Path, String> comments() {
        Map<Path, String> comments = new TreeMap<>();
        FILES.forEach((file, text) -> {
            if (file.startsWith("src") && file.toString().endsWith(".java")) {
                comments.put(file, comments(text));
            }
        });
        return comments;
    }

    /** All comments, each line of them without what marks it, so that a pointer may go on in the next one. */
    private static String comments(String java) {
        return String.join(
                        "\n",
                        COMMENT.matcher(java).results().map(MatchResult::group).toList())
                .replaceAll("\\s*\\n\\s*\\*\\s+", " ");
    }

    private static Stream<String> headings(String page) {
        return HEADING.matcher(FENCED.matcher(page).replaceAll("")).results().map(found -> found.group(1));
    }

    private static boolean has(String page, String section) {
        return headings(page).anyMatch(heading -> heading.startsWith(section + " "));
    }

    private static List<String> brokenPointers(String text, Function<String, Optional<String>> pages) {
        List<String> broken = new ArrayList<>();
        POINTER.matcher(text).results().forEach(found -> {
            Optional<String> page = pages.apply(found.group(1));
            if (page.isEmpty()) {
                broken.add(found.group());
            } else if (found.group(2) != null) {
                NUMBER.matcher(found.group(2))
                        .results()
                        .map(MatchResult::group)
                        .filter(section -> !has(page.get(), section))
                        .forEach(section -> broken.add(found.group(1) + " " + section));
            }
        });
        return broken;
    }

    private static Optional<String> page(String name) {
        return Optional.ofNullable(FILES.get(Path.of(name)));
    }

    private static List<String> inAll(Map<Path, String> texts, Function<String, List<String>> fault) {
        assertThat(texts).isNotEmpty();
        return texts.entrySet().stream()
                .flatMap(file -> fault.apply(file.getValue()).stream().map(found -> file.getKey() + ": " + found))
                .toList();
    }

    @Test
    void eachPageAndSectionThatACommentNamesExists() {
        assertThat(inAll(comments(), text -> brokenPointers(text, PageLinksTest::page)))
                .isEmpty();
    }

    @Test
    void aWrongPageOrSectionIsNoticed() {
        Function<String, Optional<String>> pages = name -> name.equals("docs/design/legs.md")
                ? Optional.of("# Legs\n## 3 Steps\n### 3.2 First leg\n")
                : page(name);
        assertThat(brokenPointers("(docs/design/legs.md 3.2, 3)", pages)).isEmpty();
        assertThat(brokenPointers("(docs/design/legs.md 3.2 and 3.9, 4)", pages))
                .containsExactly("docs/design/legs.md 3.9", "docs/design/legs.md 4");
        assertThat(brokenPointers("see docs/design/arms.md", pages)).containsExactly("docs/design/arms.md");
        assertThat(comments("/**\n * As docs/design/legs.md\n * 3.2 says.\n */ int a; // and docs/lab.md"))
                .contains("docs/design/legs.md 3.2")
                .contains("docs/lab.md")
                .doesNotContain("int a");
    }

    @Test
    void commentsNamePagesByTheirPath() {
        Map<Path, String> comments = comments();
        assertThat(inAll(comments, PageLinksTest::nicknames)).isEmpty();
        assertThat(nicknames("source (behaviour 3.4), conventions, 5")).containsExactly("behaviour ");
        assertThat(nicknames("docs/design/legs.md 3.2; two legs, 3 calls")).isEmpty();
    }

    private static List<String> nicknames(String text) {
        return NICKNAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.contains(","))
                .toList();
    }

    @Test
    void eachDeviationAndDecisionThatACommentNamesExists() {
        assertThat(inAll(
                        comments(),
                        text -> DEVIATION
                                .matcher(text)
                                .results()
                                .map(MatchResult::group)
                                .filter(number -> !FILES.get(DEVIATIONS).contains("| " + number + " |"))
                                .toList()))
                .isEmpty();
        assertThat(inAll(
                        comments(),
                        text -> DECISION.matcher(text)
                                .results()
                                .map(found -> "docs/adr/" + found.group(1))
                                .filter(start -> FILES.keySet().stream()
                                        .noneMatch(file -> file.toString().startsWith(start)))
                                .toList()))
                .isEmpty();
    }

    @Test
    void eachCaseThatTestsNameIsOnItsPage() {
        assertThat(FILES.get(Path.of("docs/design/behaviour.md")))
                .contains(IntStream.rangeClosed(1, 68)
                        .mapToObj(number -> "| C%02d |".formatted(number))
                        .toList());
        assertThat(FILES.get(Path.of("docs/design/legs.md")))
                .contains(IntStream.rangeClosed(1, 60)
                        .mapToObj(number -> "\n- L%02d ".formatted(number))
                        .toList());
    }

    @Test
    void eachLinkOfAPageLeadsToAFileAndAHeading() {
        List<String> broken = new ArrayList<>();
        FILES.forEach((file, text) -> {
            if (file.toString().endsWith(".md")) {
                brokenLinks(file, text, FILES::get).forEach(link -> broken.add(file + ": " + link));
            }
        });
        assertThat(broken).isEmpty();
    }

    @Test
    void aWrongLinkIsNoticed() {
        Map<Path, String> files = Map.of(Path.of("docs/a.md"), "# A: the `first` one\n", Path.of("b.md"), "# B\n");
        assertThat(brokenLinks(
                        Path.of("b.md"),
                        "[a](docs/a.md#a-the-first-one) [b](#b) [c](https://example.com)\n```\n[x](y)\n```\n# B\n",
                        files::get))
                .isEmpty();
        assertThat(brokenLinks(Path.of("docs/a.md"), "[a](#nowhere) [b](b.md) [c](../b.md#c)", files::get))
                .containsExactly("#nowhere", "b.md", "../b.md#c");
    }

    private static List<String> brokenLinks(Path file, String text, Function<Path, String> files) {
        String prose = FENCED.matcher(text).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains(":"))
                .filter(link -> isBroken(file, text, link, files))
                .toList();
    }

    private static boolean isBroken(Path file, String text, String link, Function<Path, String> files) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? file
                : Optional.ofNullable(file.getParent())
                        .orElse(Path.of(""))
                        .resolve(parts[0])
                        .normalize();
        String there = parts[0].isEmpty() ? text : files.apply(target);
        if (there == null) {
            return parts.length > 1 || !Files.exists(target); // a folder, or a picture
        }
        return parts.length > 1 && headings(there).map(PageLinksTest::anchor).noneMatch(parts[1]::equals);
    }

    /** As code hosts make it: small letters and digits, blanks become dashes, all else but dashes and low lines goes. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @Test
    void theIndexNamesEachPage() {
        String index = FILES.get(Path.of("docs/index.md"));
        assertThat(FILES.keySet().stream()
                        .filter(file ->
                                file.startsWith("docs") && file.toString().endsWith(".md"))
                        .map(file -> Path.of("docs").relativize(file).toString())
                        .filter(page -> !page.matches("index\\.md|(adr|labs)/(?!README).*"))
                        .filter(page -> !index.contains("(" + page + ")")))
                .isEmpty();
    }
}
