package io.callcenter.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.PassedFields.Passed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Header fields that go with a caller. */
class PassedFieldsTest {
    private static PassedFields of(String... pairs) {
        return new PassedFields(IntStream.range(0, pairs.length / 2)
                .mapToObj(i -> new Passed(pairs[2 * i], pairs[2 * i + 1]))
                .toList());
    }

    @Test
    void newerOnesReplaceThoseOfTheSameNameWhateverItsCase() {
        assertThat(of("User-to-User", "1", "User-to-User", "2", "X-A", "a").replacedBy(of("user-to-user", "3")))
                .isEqualTo(of("X-A", "a", "user-to-user", "3"));
        assertThat(of("X-A", "a").replacedBy(PassedFields.NONE)).isEqualTo(of("X-A", "a"));
    }

    @Test
    void whatIsTooMuchIsLeftOutInBytes() {
        String longest = "ä".repeat(PassedFields.LONGEST / 2);
        assertThat(of("A", longest + "x", "B", longest).bounded()).isEqualTo(of("B", longest));
        assertThat(of("A", longest, "B", longest, "C", longest, "D", longest, "E", "e")
                        .bounded())
                .isEqualTo(of("A", longest, "B", longest, "C", longest, "E", "e"));
        PassedFields few = of("A", "a");
        assertThat(few.bounded()).isSameAs(few);
    }

    @Test
    void theValuesOfANameAreTogether() {
        assertThat(of("A", "1", "b", "2", "a", "3").byName())
                .containsEntry("A", List.of("1", "3"))
                .containsEntry("b", List.of("2"))
                .hasSize(2);
    }
}
