package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DialogRatesTest {
    private final DialogRates rates = new DialogRates();

    private long permitted(String tag, int tries, long now) {
        return IntStream.range(0, tries).filter(i -> rates.permits(tag, now)).count();
    }

    @Test
    void aDialogMaySendAHundredRequestsASecond() {
        assertThat(permitted("a", 500, 0)).isEqualTo(100);
        assertThat(permitted("b", 50, 0)).isEqualTo(50);
        assertThat(permitted("a", 500, 500)).isEqualTo(50);
        assertThat(permitted("a", 500, 60_000)).isEqualTo(100);
    }

    @Test
    void theLongestUnusedIsForgotten() {
        assertThat(permitted("a", 500, 0)).isEqualTo(100);
        for (int i = 0; i < DialogRates.MOST_DIALOGS; i++) {
            permitted("other" + i, 1, 0);
        }
        assertThat(permitted("a", 500, 0)).isEqualTo(100);
    }
}
