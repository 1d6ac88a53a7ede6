package io.callcenter.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/third-party.md} has each library of the class path, with the version that is there. */
class ThirdPartyTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| ([^|]+) \\| [^|]+ \\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /** In the local repository a jar lies in a folder named after its version, in one named after itself. */
    private record Library(String name, String version) {
        static Stream<Library> ofClassPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                    .filter(entry -> entry.endsWith(".jar") && !entry.contains("surefire"))
                    .map(Path::of)
                    .map(jar -> new Library(
                            jar.getParent().getParent().getFileName().toString(),
                            jar.getParent().getFileName().toString()))
                    .distinct();
        }
    }

    /** A row of the page: names, which may end in a star, and the versions that they may have. */
    private record Row(List<Pattern> names, List<String> versions) {
        static Row of(MatchResult row) {
            return new Row(
                    NAME.matcher(row.group(1))
                            .results()
                            .map(name ->
                                    Pattern.compile(Pattern.quote(name.group(1)).replace("*", "\\E.*\\Q")))
                            .toList(),
                    List.of(row.group(2).trim().split(", ")));
        }

        boolean has(Library library) {
            return versions.contains(library.version())
                    && names.stream()
                            .anyMatch(name -> name.matcher(library.name()).matches());
        }
    }

    private static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs", "third-party.md")))
                .results()
                .map(Row::of)
                .toList();
    }

    @Test
    void eachLibraryOfTheClassPathIsOnThePageWithItsVersion() throws IOException {
        List<Row> rows = rows();

        assertThat(Library.ofClassPath())
                .hasSizeGreaterThan(100)
                .allMatch(library -> rows.stream().anyMatch(row -> row.has(library)));
    }

    @Test
    void noRowIsAboutALibraryThatIsNoLongerThere() throws IOException {
        List<Library> libraries = Library.ofClassPath().collect(Collectors.toList());

        assertThat(rows()).isNotEmpty().allMatch(row -> libraries.stream().anyMatch(row::has));
    }

    @Test
    void anotherVersionIsNoticed() throws IOException {
        assertThat(rows()).noneMatch(row -> row.has(new Library("camel-core", "4.17.0")));
    }
}
