package io.callcenter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Effect;
import io.callcenter.store.files.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link WrittenRecordsCases} on H2, and what no database has a part in. */
class WrittenRecordsTest {
    @TempDir
    Path data;

    @Test
    void w36_filtersFindWhatSqlFinds() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            new WrittenRecordsCases(fixture).w36_filtersFindWhatSqlFinds();
        }
    }

    @Test
    void v11_aForgottenCallerIsInNoTable() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            new WrittenRecordsCases(fixture).v11_aForgottenCallerIsInNoTable();
        }
    }

    @Test
    void deedsAreFoundAgain() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data).started()) {
            new WrittenRecordsCases(fixture).deedsAreFoundAgain();
        }
    }

    @Test
    void v11_aForgottenCallerIsInNoDeadLetterAndTheLettersAreReplayed() throws Exception {
        Path dead = PrivateFiles.folder(data.resolve("dead"));
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            String line = RecordStore.json().writeValueAsString(StoredSamples.cdr("4711", 1, 0, "4711")) + "\n"
                    + RecordStore.json().writeValueAsString(StoredSamples.cdr("c2", 1, 0, "14711")) + "\n";
            for (String name : new String[] {"cdrs.jsonl", "cdrs.jsonl.1.replayed"}) {
                PrivateFiles.write(
                        dead.resolve(name),
                        line.getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.TRUNCATE_EXISTING);
            }
            PrivateFiles.write(
                    dead.resolve("events.jsonl"),
                    "no JSON of 4711\n".getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.TRUNCATE_EXISTING);
            PrivateFiles.write(
                    dead.resolve("codes.jsonl"),
                    "{\"note\":\"line\\n4711\",\"who\":\"4711\"}\n".getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(fixture.store.forgetInDeadLetters("4711")).isEqualTo(4);
            assertThat(Files.readString(dead.resolve("codes.jsonl"))).isEqualTo("{\"note\":\"\",\"who\":\"4711\"}\n");
            assertThat(fixture.store.forgetInDeadLetters("4711")).isZero();
            assertThat(Files.readString(dead.resolve("cdrs.jsonl.1.replayed")))
                    .contains("\"14711\"")
                    .doesNotContain("\"caller\":\"4711\"");
            assertThat(Files.readString(dead.resolve("events.jsonl"))).isEqualTo("{}\n");

            fixture.started();
            assertThat(fixture.store.replayCdrs()).isEqualTo(2);
            await().until(() -> fixture.projection("cdrs").written() == 2);
            assertThat(fixture.db.rows("SELECT caller FROM cc_cdrs ORDER BY caller"))
                    .containsExactly("", "14711");
        }
    }

    @Test
    void v11_theRecordOfACallerWhoStaysUnknownIsWaitedFor() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.faults.away(true);
            fixture.started();
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.traced("c1", "4711")));
            assertThat(fixture.store.settled("4711", Duration.ofMillis(300))).isFalse();
            fixture.faults.away(false);
            await().until(() -> fixture.projection("cdrs").written() == 1);
            assertThat(fixture.store.settled("4711", Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void v11_nothingIsForgottenWhileRecordsOfTheCallerAreOnTheirWay() throws Exception {
        try (StoreFixture fixture = StoreFixture.onH2(data)) {
            fixture.faults.away(true);
            fixture.started();
            fixture.store.outbox().append(new Effect.WriteCdr(StoredSamples.cdr("c1", 1, 0, "4711")));
            assertThat(fixture.store.settled("4711", Duration.ofMillis(300))).isFalse();
            assertThat(fixture.store.settled("14711", Duration.ofSeconds(20))).isTrue();
            fixture.faults.away(false);
            assertThat(fixture.store.settled("4711", Duration.ofSeconds(60))).isTrue();
        }
    }
}
