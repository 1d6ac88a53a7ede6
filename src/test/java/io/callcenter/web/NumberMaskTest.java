package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.mi.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a caller is shown. */
class NumberMaskTest {
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
        assertThat(NumberMask.LAST4.show(text)).isEqualTo(shown);
        assertThat(NumberMask.FULL.show(text)).isEqualTo(text);
        assertThat(NumberMask.NONE.show(text)).isEmpty();
    }

    @Test
    void aTextOfAnyLengthIsShown() {
        assertThat(NumberMask.LAST4.show("1".repeat(100_000))).isEqualTo("…1111");
        assertThat(NumberMask.LAST4.show("1 ( ".repeat(100_000)).length()).isLessThan(257);
        assertThat(NumberMask.LAST4.show("1" + " ".repeat(100_000)).length()).isLessThan(257);
    }

    @Test
    void whoIsNotNamedSeesNothingAndAdminsSeeWhatOperatorsSee() {
        var all = NumberMask.of("viewer=last4, operator=full");

        assertThat(all.get(Role.WALL)).isEqualTo(NumberMask.NONE);
        assertThat(all.get(Role.VIEWER)).isEqualTo(NumberMask.LAST4);
        assertThat(all.get(Role.ADMIN)).isEqualTo(NumberMask.FULL);
        assertThat(all.get(Role.AGENT)).isEqualTo(NumberMask.NONE);
    }
}
