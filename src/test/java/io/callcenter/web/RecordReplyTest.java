package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordReplyTest {
    @ParameterizedTest
    @CsvSource({
        "2026-12-01T07:03:00Z, UTC, 2026-12-01T07:03:00Z",
        "2026-12-01T07:03:09.250Z, UTC, 2026-12-01T07:03:09.25Z",
        "2026-12-01T23:00:00Z, Europe/Berlin, 2026-12-02T00:00:00+01:00"
    })
    void w36_aTimeHasItsSecondsEvenWhereTheyAreZero(Instant time, ZoneId zone, String text) {
        assertThat(RecordReply.time(time, zone)).isEqualTo(text);
    }
}
