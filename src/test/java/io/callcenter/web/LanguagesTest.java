package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** W40: what the pages say, in each language. */
class LanguagesTest {
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Path JAVA = Path.of("src/main/java/io/callcenter/web");
    private static final Pattern HOLE = Pattern.compile("\\{\\w+}");

    @TempDir
    private Path folder;

    private static Map<String, String> words(String language) throws IOException {
        return new JsonMapper()
                .readValue(WEB.resolve("i18n").resolve(language + ".json").toFile(), new TypeReference<>() {});
    }

    private static void collect(Path where, String ending, String form, Set<String> into) throws IOException {
        try (var files = Files.list(where)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(ending)).toList()) {
                Pattern.compile(form)
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> into.add(found.group(1).replace("\\'", "'")));
            }
        }
    }

    /** All that scripts, pages and the server say in words. */
    private static Set<String> said() throws IOException {
        Set<String> said = new TreeSet<>();
        collect(WEB, ".js", "\\bt\\('((?:[^'\\\\]|\\\\.)*)'", said);
        collect(WEB, ".html", "@say:([^@]+)@", said);
        collect(JAVA, ".java", "\\bsay\\(context, \"([^\"]+)\"", said);
        collect(JAVA, ".java", "\\bmessage\\(context, \\d+, .*, \"([^\"]+)\"\\)", said);
        collect(JAVA, ".java", "PLAIN =\\s*\"([^\"]+)\"", said);
        collect(JAVA, "Gate.java", "[?:=] \"(This page [^\"]+)\"", said);
        return said;
    }

    private static Set<String> holes(String text) {
        return HOLE.matcher(text).results().map(found -> found.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({"en", "de"})
    void w40_eachLanguageHasAllThatIsSaidAndNothingElse(String language) throws Exception {
        Map<String, String> words = words(language);
        assertThat(words.keySet()).filteredOn(key -> !key.startsWith("@")).containsExactlyInAnyOrderElementsOf(said());
        assertThat(words).allSatisfy((text, own) -> {
            assertThat(own).isNotBlank();
            assertThat(holes(own)).as(text).isEqualTo(holes(text));
        });
    }

    @Test
    void w40_nothingIsSaidPastTheLanguages() throws Exception {
        // Words between tags of a template, or in the attributes that people hear, that no call of t() gives.
        Pattern bare = Pattern.compile(
                "(?m)^(?!\\s*(?:\\*|//|/\\*)).*(?:>\\s*[A-Za-z]{3,}[a-z ]*<|(?:aria-label|title|placeholder)=\"[^\"$]*[A-Za-z])");
        try (var files = Files.list(WEB)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".js")).toList()) {
                String text = Files.readString(file).replaceAll("<code>[^<]*</code>", "");
                assertThat(bare.matcher(text)
                                .results()
                                .map(found -> found.group().strip())
                                .toList())
                        .as("%s", file)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        ", , en",
        ", 'de-AT,de;q=0.9,en;q=0.8', de",
        ", 'fr,de;q=0.3,en;q=0.2', de",
        ", 'de;q=0,en', en",
        ", '*', en",
        ", 'q;;q=,,=de', en",
        "de, en, de",
        "xx, de, de",
        "../de, fr, en",
    })
    void theBestLanguageIsTheChosenOneElseTheOneMostWished(String chosen, String accepted, String best)
            throws Exception {
        assertThat(new Languages(folder, "en").best(Optional.ofNullable(chosen), Optional.ofNullable(accepted)))
                .isEqualTo(best);
    }

    @Test
    void aFolderAddsLanguagesAndReplacesTexts() throws Exception {
        Files.writeString(
                folder.resolve("ar.json"), "{\"@language\":\"A, B\",\"@direction\":\"rtl\",\"Log in\":\"x\"}");
        Files.writeString(folder.resolve("de.json"), "{\"Flow\":\"Linie\"}");
        Languages languages = new Languages(folder, "ar");

        assertThat(languages.direction("ar")).isEqualTo("rtl");
        assertThat(languages.direction("de")).isEqualTo("ltr");
        assertThat(languages.say("ar", "Log in")).isEqualTo("x");
        assertThat(languages.say("ar", "Flow")).isEqualTo("Flow");
        assertThat(languages.say("de", "Flow")).isEqualTo("Linie");
        assertThat(languages.say("de", "Name")).isEqualTo("Name");
        assertThat(new String(languages.json("de"), StandardCharsets.UTF_8)).contains("Linie");
        assertThat(languages.choice()).isEqualTo("en=English,de=Deutsch,ar=A  B");
        assertThat(languages.best(Optional.empty(), Optional.of("fr"))).isEqualTo("ar");
    }

    @ParameterizedTest
    @CsvSource({
        "fr.json, '[1]', no",
        "fr.json, '{', no",
        "fr.json, 'null', no",
        "fr.json, '{\"Flow\":null}', no",
        "a language.json, '{}', no",
        "fr.json, '{}', tlh"
    })
    void whatIsNoLanguageStopsTheStart(String file, String text, String usual) throws Exception {
        Files.writeString(folder.resolve(file), text);

        assertThatThrownBy(() -> new Languages(folder, usual)).isInstanceOf(IOException.class);
    }
}
