package io.callcenter.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.OfferOutcome;
import io.callcenter.core.OfferOutcome.Cost;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cc.offer-outcome} takes. */
class OfferOutcomeTextTest {
    @Test
    void itTakesTwoWordsAndLists() {
        assertThat(OfferOutcomeText.read("reference")).contains(OfferOutcome.REFERENCE);
        assertThat(OfferOutcomeText.read(" Recommended ")).contains(OfferOutcome.RECOMMENDED);
        assertThat(OfferOutcomeText.read("486:rest=10s, 503:unreachable,404:logout,480:none,600:wrapup"))
                .contains(new OfferOutcome(
                        false,
                        Map.of(
                                486,
                                Cost.rest(Duration.ofSeconds(10)),
                                503,
                                Cost.UNREACHABLE,
                                404,
                                Cost.LOG_OUT,
                                480,
                                Cost.NONE,
                                600,
                                Cost.WRAP_UP)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "best",
                "486",
                "486:",
                "486:sleep",
                "486:rest",
                "486:rest=",
                "486:rest=0s",
                "486:rest=2d",
                "486:rest=soon",
                "200:none",
                "482:none",
                "700:none",
                "4860:none",
                "486:none,",
                "486:none,486:wrapup",
                "recommended,486:none"
            })
    void whateverElseIsRefusedWithWhatIsExpected(String value) {
        assertThat(OptionKind.offerOutcome().accepts().apply(value)).isFalse();
    }

    @Test
    void aWrongWordIsRefusedAtTheStartInOneLine() {
        assertThat(OptionKind.offerOutcome().expects())
                .contains("reference, recommended")
                .doesNotContain("\n");
    }
}
