package io.callcenter.transport.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.address.Literals;
import io.callcenter.transport.dns.NameCache.Answer;
import io.callcenter.transport.dns.NameCache.Key;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameCacheTest {
    private static final Key KEY = new Key("sip.example.com", NameRecord.Kind.A);
    private static final List<NameRecord> ONE = List.of(new NameRecord.Address(Literals.address("192.0.2.1")));
    /** Shortly before the clock turns over. */
    private static final long START = Long.MAX_VALUE - 1_000;

    private final NameCache cache = new NameCache();

    private static long at(long seconds) {
        return START + TimeUnit.SECONDS.toNanos(seconds);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "4, 5", "5, 5", "60, 60", "3600, 3600", "3601, 3600", "4294967295, 3600", "-1, 5"})
    void whatAServerSaidHoldsByItsTtlFiveSecondsToAnHour(long ttl, long seconds) {
        assertThat(cache.learned(KEY, ONE, ttl, START)).isEqualTo(new Answer(ONE, true));
        assertThat(cache.fresh(KEY, at(seconds) - 1)).contains(new Answer(ONE, true));
        assertThat(cache.fresh(KEY, at(seconds))).isEmpty();
        assertThat(cache.fresh(new Key(KEY.name(), NameRecord.Kind.AAAA), START))
                .isEmpty();
    }

    @Test
    void thatThereIsNothingHoldsFiveSecondsAndIsNotKeptLonger() {
        cache.learned(KEY, List.of(), 3_600, START);
        assertThat(cache.fresh(KEY, at(5) - 1)).contains(new Answer(List.of(), true));
        assertThat(cache.fresh(KEY, at(5))).isEmpty();
        assertThat(cache.unanswered(KEY, at(5)).known()).isFalse();
    }

    @Test
    void whileNoServerAnswersTheLastAnswerServesTenMinutesLonger() {
        cache.learned(KEY, ONE, 60, START);
        assertThat(cache.unanswered(KEY, at(60))).isEqualTo(new Answer(ONE, true));
        assertThat(cache.fresh(KEY, at(65) - 1)).contains(new Answer(ONE, true));
        assertThat(cache.fresh(KEY, at(65))).as("servers are asked again").isEmpty();
        assertThat(cache.unanswered(KEY, at(657)).records()).isEqualTo(ONE);
        assertThat(cache.fresh(KEY, at(660) - 1)).isPresent();
        assertThat(cache.fresh(KEY, at(660))).isEmpty();
        assertThat(cache.unanswered(KEY, at(660))).isEqualTo(new Answer(List.of(), false));
    }

    @Test
    void aServerThatSaysThatThereIsNothingIsBelievedAtOnce() {
        cache.learned(KEY, ONE, 60, START);
        cache.learned(KEY, List.of(), 0, at(61));
        assertThat(cache.unanswered(KEY, at(67)).records()).isEmpty();
    }

    @Test
    void silenceIsKeptForFiveSecondsAndTheNextAnswerCounts() {
        assertThat(cache.unanswered(KEY, START).known()).isFalse();
        assertThat(cache.fresh(KEY, at(5) - 1)).isPresent();
        assertThat(cache.fresh(KEY, at(5))).isEmpty();
        cache.learned(KEY, ONE, 60, at(5));
        assertThat(cache.fresh(KEY, at(6))).contains(new Answer(ONE, true));
    }

    @Test
    void theOldestOfMoreThanFiveThousandIsForgotten_L6() {
        for (int i = 0; i <= NameCache.MOST; i++) {
            cache.learned(new Key("n" + i, NameRecord.Kind.A), ONE, 60, START);
            cache.learned(new Key("n1", NameRecord.Kind.A), ONE, 60, START);
        }
        assertThat(cache.size()).isEqualTo(NameCache.MOST);
        assertThat(cache.fresh(new Key("n0", NameRecord.Kind.A), START)).isEmpty();
        assertThat(cache.fresh(new Key("n1", NameRecord.Kind.A), START)).isPresent();
        assertThat(cache.fresh(new Key("n" + NameCache.MOST, NameRecord.Kind.A), START))
                .isPresent();
    }
}
