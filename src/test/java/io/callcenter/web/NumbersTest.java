package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.mi.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a caller is shown. */
class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "+49305554711, …4711",
        "49 (30) 555-4711, …4711",
        "Ada Lane, Ada Lane",
        "Ada 0305554711, Ada …4711",
        "4711, 4711",
        "1a2b3c4d5, 1a2b3c4d5",
        "'', ''",
    })
    void w07_ofNumbersTheLastFourDigitsRemain(String text, String shown) {
        assertThat(Numbers.LAST4.show(text)).isEqualTo(shown);
        assertThat(Numbers.FULL.show(text)).isEqualTo(text);
        assertThat(Numbers.NONE.show(text)).isEmpty();
    }

    @Test
    void aTextOfAnyLengthIsShown() {
        assertThat(Numbers.LAST4.show("1".repeat(100_000))).isEqualTo("…1111");
        assertThat(Numbers.LAST4.show("1 ( ".repeat(100_000)).length()).isLessThan(257);
        assertThat(Numbers.LAST4.show("1" + " ".repeat(100_000)).length()).isLessThan(257);
    }

    @Test
    void whoIsNotNamedSeesNothingAndAdminsSeeWhatOperatorsSee() {
        var all = Numbers.of("viewer=last4, operator=full");

        assertThat(all.get(Role.WALL)).isEqualTo(Numbers.NONE);
        assertThat(all.get(Role.VIEWER)).isEqualTo(Numbers.LAST4);
        assertThat(all.get(Role.ADMIN)).isEqualTo(Numbers.FULL);
        assertThat(all.get(Role.AGENT)).isEqualTo(Numbers.NONE);
    }
}
