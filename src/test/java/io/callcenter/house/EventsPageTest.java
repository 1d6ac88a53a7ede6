package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md} says what each key of an event is. */
class EventsPageTest {
    private static final Path PAGE = Path.of("docs/events.md");
    private static final Path WRITER = Path.of("src/main/java/io/callcenter/store/records/EventText.java");
    private static final Pattern KEY =
            Pattern.compile("(?:Field|FieldStart)\\(\"(\\w+)\"|property\\(out, properties, \"(\\w+)\"");

    private static Set<String> keys(String source) {
        Set<String> keys = new TreeSet<>();
        KEY.matcher(source)
                .results()
                .forEach(found -> keys.add(found.group(1) == null ? found.group(2) : found.group(1)));
        return keys;
    }

    @Test
    void eachKeyThatIsWrittenIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(keys(Files.readString(WRITER)))
                .contains("event", "seq", "queue_position", "skipped_rows")
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }
}
