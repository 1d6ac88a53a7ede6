package io.callcenter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditFilter;
import io.callcenter.core.AuditTarget;
import io.callcenter.store.database.AuditTable;
import io.callcenter.store.database.DatabaseRole;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deeds on their way into the accounting database, and back. */
class AuditRecordsTest {
    private static final Instant NINE = Instant.parse("2026-12-01T09:00:00Z");
    private static final int BOUND = 20_000;

    @TempDir
    Path data;

    @TempDir
    Path copy;

    private static AuditEntry deed(int number, String who, AuditTarget target) {
        return new AuditEntry(
                NINE.plusMillis(number / 3), number, who, "web ::1", "call_center:hangup", target, "{}", "OK");
    }

    private static void waitForNothing(StoreFixture fixture) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> fixture.store.journal().outstanding() == 0
                        && fixture.projection("audit").backlog() == 0
                        && fixture.projection("audit").written() > 0);
    }

    private static AuditFilter filter(String who, String target, Optional<AuditFilter.Part> part) {
        return new AuditFilter(NINE, NINE.plusSeconds(60), who, "", target, part, Optional.empty());
    }

    private static List<Long> numbers(StoreFixture fixture, AuditFilter filter) throws Exception {
        return new AuditTable(fixture.databases.dataSource(DatabaseRole.ACCOUNTING))
                .read(filter, 100).stream().map(AuditEntry::number).toList();
    }

    @Test
    void eachDeedHasOneRowThoughAnswersToCommitsAreLostAndTheProcessDies() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            for (int i = 0; i < 5; i++) {
                fixture.store.audit(deed(i, "ann", AuditTarget.NONE));
            }
            await().until(() -> fixture.projection("audit").backlog() == 5);
            StoreFixture.crashed(data, copy);
        }
        try (StoreFixture again = StoreFixture.onH2(copy)) {
            again.faults.loseAnswerOfEach(2);
            again.store.audit(deed(5, "ann", AuditTarget.NONE));
            again.store.audit(deed(6, "ann", AuditTarget.NONE));
            again.started();
            waitForNothing(again);

            assertThat(again.db.rows("SELECT number FROM cc_x_audit ORDER BY number"))
                    .containsExactly("0", "1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void whileTheDatabaseIsAwaySoManyWaitAndTheOldestAreLostAndCounted() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.faults.away(true);
            fixture.started();
            for (int i = 0; i < BOUND + 500; i++) {
                if (i % 5_000 == 0 && i > 0) { // no faster than the journal takes them, or some are lost before it
                    int before = i;
                    await().until(() -> fixture.projection("audit").backlog() == Math.min(before, BOUND));
                }
                fixture.store.audit(deed(i, "ann", AuditTarget.NONE));
            }
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> fixture.projection("audit").dropped() == 500);
            assertThat(fixture.projection("audit").backlog()).isEqualTo(BOUND);

            fixture.faults.away(false);
            waitForNothing(fixture);
            assertThat(fixture.db.rows("SELECT COUNT(*), MAX(number) FROM cc_x_audit"))
                    .containsExactly(BOUND + " " + (BOUND + 499));
        }
    }

    @Test
    void whoIsTurnedAwayPushesOutNoDeed() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.faults.away(true);
            fixture.started();
            for (int i = 0; i < BOUND / 2; i += 5_000) { // no faster than the journal takes them
                int after = i + 5_000;
                for (int j = i; j < after; j++) {
                    fixture.store.audit(refusal(j));
                }
                await().until(() -> fixture.projection("audit").backlog() == after);
            }
            fixture.store.audit(refusal(BOUND));
            fixture.store.audit(deed(BOUND + 1, "ann", AuditTarget.NONE));
            await().until(() -> fixture.projection("audit").backlog() == BOUND / 2 + 1);
            assertThat(fixture.projection("audit").dropped()).isEqualTo(1);

            fixture.faults.away(false);
            waitForNothing(fixture);
            assertThat(fixture.db.rows("SELECT COUNT(*) FROM cc_x_audit WHERE who = 'ann'"))
                    .containsExactly("1");
        }
    }

    private static AuditEntry refusal(int number) {
        return new AuditEntry(
                NINE.plusMillis(number), number, "-", "web ::1", AuditEntry.REFUSED, AuditTarget.NONE, "", "a host");
    }

    @Test
    void longTextsAreCutAndOddOnesAreKept() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.audit(new AuditEntry(
                    NINE,
                    7,
                    "x".repeat(127) + "\uD83D\uDE00",
                    "web",
                    "refused",
                    new AuditTarget("f".repeat(300), "", ""),
                    "a\0b",
                    "y".repeat(5_000)));
            waitForNothing(fixture);

            assertThat(
                            fixture.db.rows(
                                    "SELECT CHAR_LENGTH(who), CHAR_LENGTH(flow_id), details, CHAR_LENGTH(answer) FROM cc_x_audit"))
                    .containsExactly("127 128 a?b 2048");
        }
    }

    @Test
    void w38_aSearchFindsByWhoAndTargetAndKeepsToAPart() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            fixture.store.audit(deed(1, "ann", new AuditTarget("sales", "", "c1")));
            fixture.store.audit(deed(2, "ann", new AuditTarget("billing", "", "c2")));
            fixture.store.audit(deed(3, "bob", new AuditTarget("", "alice", "")));
            fixture.store.audit(deed(4, "bob", AuditTarget.NONE));
            fixture.store.audit(deed(5, "sam", AuditTarget.NONE));
            await().until(() -> fixture.projection("audit").written() == 5);

            assertThat(numbers(fixture, filter("", "", Optional.empty()))).containsExactly(5L, 4L, 3L, 2L, 1L);
            assertThat(numbers(fixture, filter("ann", "", Optional.empty()))).containsExactly(2L, 1L);
            assertThat(numbers(fixture, filter("", "c2", Optional.empty()))).containsExactly(2L);
            AuditFilter.Part part = new AuditFilter.Part(Set.of("sales"), Set.of("alice"), "sam");
            assertThat(numbers(fixture, filter("", "", Optional.of(part)))).containsExactly(5L, 3L, 1L);
            AuditFilter.Part none = new AuditFilter.Part(Set.of(), Set.of(), "nobody");
            assertThat(numbers(fixture, filter("", "", Optional.of(none)))).isEmpty();
        }
    }

    @Test
    void pagesMeetWithoutGapWhereSeveralAreOfOneMillisecond() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            for (int i = 0; i < 20; i++) {
                fixture.store.audit(deed(i, "ann", AuditTarget.NONE));
            }
            await().until(() -> fixture.projection("audit").written() == 20);
            AuditTable table = new AuditTable(fixture.databases.dataSource(DatabaseRole.ACCOUNTING));
            AuditFilter all = filter("", "", Optional.empty());
            List<Long> seen = new ArrayList<>();
            List<AuditEntry> page = table.read(all, 7);
            while (!page.isEmpty()) {
                page.forEach(entry -> seen.add(entry.number()));
                page = table.read(all.behind(page.get(page.size() - 1).place()), 7);
            }
            assertThat(seen).hasSize(20).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }
}
