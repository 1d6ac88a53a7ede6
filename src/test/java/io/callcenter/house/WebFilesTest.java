package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages are made of obeys the policy that they are sent with. */
class WebFilesTest {
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\son[a-z]+=[\"']|\\sstyle=|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function"
                    + "|https?://(?!www\\.w3\\.org/)|javascript:");
    private static final int LINES = 300;
    private static final int STYLES = 22_000;

    private static final Map<Path, String> FILES = TrackedFiles.texts().entrySet().stream()
            .filter(file -> file.getKey().startsWith("src/main/resources/web"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static List<String> forbidden(String text) {
        return text.lines().filter(line -> FORBIDDEN.matcher(line).find()).toList();
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() {
        assertThat(FILES)
                .isNotEmpty()
                .allSatisfy((file, text) ->
                        assertThat(forbidden(text)).as("%s", file).isEmpty());
    }

    @Test
    void whatIsInlineIsNoticed() {
        assertThat(List.of(
                        "<a onclick=\"x()\">",
                        "<p style='color:red'>",
                        "node.innerHTML = x;",
                        "import 'https://cdn.example/x.js';"))
                .allSatisfy(line -> assertThat(forbidden(line)).isNotEmpty());
    }

    @Test
    void noScriptHasGrownTooLongAndTheStylesAreSmall() {
        assertThat(FILES.entrySet().stream()
                        .filter(file -> file.getKey().toString().endsWith(".js")))
                .allMatch(file -> file.getValue().lines().count() <= LINES);
        assertThat(FILES.entrySet().stream()
                        .filter(file -> file.getKey().toString().endsWith(".css"))
                        .mapToInt(file -> file.getValue().length())
                        .sum())
                .isLessThan(STYLES);
    }
}
