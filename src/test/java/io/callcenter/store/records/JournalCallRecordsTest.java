package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.CallState;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.store.StoredSamples;
import io.callcenter.store.files.Quarantine;
import io.callcenter.store.journal.ArtemisJournal;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.JournalSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that cannot be put into words: who waits for it hears so, and nothing else is lost by it. */
class JournalCallRecordsTest {
    private static final CallId ODD = new CallId("odd");
    private static final CallId OTHER = new CallId("other");

    @TempDir
    Path folder;

    private ArtemisJournal journal;
    private JournalCallRecords records;

    @BeforeEach
    void open() throws Exception {
        journal = new ArtemisJournal(
                JournalSettings.in(folder.resolve("journal"), true, 1L << 30),
                new Quarantine(folder, InstantSource.system()),
                InstantSource.system(),
                () -> {});
        records = new JournalCallRecords(journal, () -> {}, () -> {}, call -> {
            if (call.equals(OTHER)) {
                throw new IllegalStateException("a defect");
            }
        });
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** Legs with a fact that is never saved. */
    private static SavedLegs oddLegs() {
        SavedLegs legs = StoredSamples.legs(ODD, 1, "Bob");
        return new SavedLegs(
                legs.format(),
                legs.version(),
                legs.call(),
                legs.events(),
                legs.caller(),
                legs.legs(),
                legs.setups(),
                legs.right(),
                legs.heard(),
                legs.known(),
                legs.limit(),
                legs.over(),
                List.of(new CallEvent.Progress(ODD, 1, new LegId("l-1"), 180)));
    }

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void aRecordThatCannotBeMadeHoldsUpNoOtherCall() {
        CompletableFuture<Void> odd = records.saveLegs(oddLegs()).toCompletableFuture();
        CompletionStage<Void> other = records.saveCore(StoredSamples.call("other", 1, CallState.QUEUED));
        records.writeChanged();

        done(other); // whoever is told of it may fail as well
        assertThat(odd).isCompletedExceptionally();
        assertThatThrownBy(odd::join).hasRootCauseMessage("never saved: Progress");
    }

    @Test
    void aFinalRecordWaitsForOneThatCanBeMade() {
        done(written(records.saveCore(StoredSamples.call("odd", 1, CallState.QUEUED))));
        records.saveLegs(oddLegs());
        CompletableFuture<Void> end = records.end(
                        ODD, new Journal.Entry(journal.nextId(), Journal.Kind.CDR, new byte[] {1}))
                .toCompletableFuture();
        records.writeChanged();
        assertThat(end).isNotDone();

        done(written(records.forgetLegs(ODD)));
        done(end);
        await().until(() -> journal.outstanding() == 0); // told first, then counted
    }

    private CompletionStage<Void> written(CompletionStage<Void> saved) {
        records.writeChanged();
        return saved;
    }
}
