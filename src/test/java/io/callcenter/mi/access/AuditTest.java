package io.callcenter.mi.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes an entry of the trail, and what never does. */
class AuditTest {
    private static final Instant NINE = Instant.parse("2026-12-01T09:00:00Z");
    private static final Visitor ANN = new Visitor("ann", Role.ADMIN, "web ::1");

    private final List<AuditEntry> trail = new ArrayList<>();
    private Instant now = NINE;
    private final Audit audit = new Audit(() -> now, 40);

    @BeforeEach
    void keep() {
        audit.keep(trail::add);
    }

    private AuditEntry answered(String params) throws Exception {
        audit.answered(
                ANN, "x", new JsonMapper().readTree(params), new AuditTarget("sales", "", ""), CommandAnswer.ok());
        return trail.get(trail.size() - 1);
    }

    @Test
    void anEntrySaysWhoDidWhatToWhomAndWhatCameOfIt() throws Exception {
        assertThat(answered("{\"flow\":\"sales\"}"))
                .isEqualTo(new AuditEntry(
                        NINE,
                        41,
                        "ann",
                        "web ::1",
                        "x",
                        new AuditTarget("sales", "", ""),
                        "{\"flow\":\"sales\"}",
                        "OK"));
        audit.note("ann", "web ::1", Audit.Deed.CDR_SEARCH, "caller=4711");
        assertThat(trail.get(1).number()).isEqualTo(42);
        assertThat(trail.get(1).deed()).isEqualTo("cdr-search");
        audit.turnedAway("eve", "web ::2", "wrong name or password");
        assertThat(trail.get(2).deed()).isEqualTo("refused");
        assertThat(trail.get(2).answer()).isEqualTo("wrong name or password");
    }

    @Test
    void whatIsNamedLikeAPasswordOrATokenIsNoPartOfIt() throws Exception {
        for (String params : List.of(
                "{\"user\":\"bob\",\"password\":\"hush\"}",
                "{\"deep\":{\"Api-Token\":\"hush\"}}",
                "[\"bob\",\"client_secret=hush\"]")) {
            assertThat(answered(params).details()).contains("***").doesNotContain("hush");
        }
    }

    @Test
    void whoIsTurnedAwayAgainAndAgainIsOneEntry() {
        for (int i = 0; i < 100; i++) {
            audit.turnedAwayOften("-", "web ::3", "a strange host");
        }
        assertThat(trail).hasSize(1);
    }

    @Test
    void whatStrangersWriteMakesNoOtherReason() {
        for (int i = 0; i < 1_000; i++) {
            now = now.plusSeconds(1);
            audit.turnedAwayOften("-", "web ::4", "a page of another site: http://x" + i);
        }
        assertThat(trail)
                .singleElement()
                .satisfies(entry -> assertThat(entry.answer()).isEqualTo("a page of another site: http://x0"));
        audit.turnedAwayOften("-", "web ::5", "a page of another site: http://x1");
        now = now.plusSeconds(1);
        audit.turnedAwayOften("-", "web ::5", "a strange host");
        assertThat(trail).hasSize(3);
    }

    @Test
    void strangersOfManyPlacesAreOneEntryASecond() {
        for (int i = 0; i < 200; i++) {
            audit.turnedAwayOften("-", "web ::" + i, "a strange host");
        }
        assertThat(trail).hasSize(1);
        now = now.plusSeconds(1);
        audit.turnedAwayOften("-", "web ::200", "a strange host");
        assertThat(trail).hasSize(2);
    }

    @Test
    void theTrailIsWholeWithoutALog() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger("audit");
        Level before = log.getLevel();
        log.setLevel(Level.OFF);
        try {
            answered("{}");
            audit.turnedAwayOften("-", "web ::6", "a strange host");
            audit.turnedAwayOften("-", "web ::6", "a strange host");
        } finally {
            log.setLevel(before);
        }
        assertThat(trail).hasSize(2);
    }
}
