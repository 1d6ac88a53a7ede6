package io.callcenter.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.ha.MapChange;
import io.callcenter.ha.Nodes;
import io.callcenter.store.StoredSamples;
import io.callcenter.store.files.StoreProblem;
import io.callcenter.store.journal.Journal.Entry;
import io.callcenter.store.journal.Journal.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal on several machines keeps what {@link Journal} promises. */
class HaJournalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(StoredSamples.AT);

    @TempDir
    Path folder;

    private final List<String> stopped = new CopyOnWriteArrayList<>();

    private HaJournal open(Nodes.Node leader) throws StoreProblem {
        HaJournal journal = new HaJournal(
                leader.log(),
                JournalSettings.in(leader.log().folder(), true, 1L << 30),
                Duration.ofMillis(2),
                CLOCK,
                leader.leadership().lease()::confirmed,
                () -> stopped.add(leader.name()));
        journal.lead(leader.leadership().elected().orElseThrow());
        return journal;
    }

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Map<Long, String> texts(Journal journal) {
        return journal.takeRecovered().stream()
                .collect(Collectors.toMap(Entry::id, e -> e.kind() + " " + new String(e.payload(), UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatWasPutAndNotDeletedIsThereForTheNextLeader(int count) throws Exception {
        long kept;
        long replaced;
        try (Nodes nodes = new Nodes(folder, count).start()) {
            Nodes.Node first = nodes.leader();
            HaJournal journal = open(first);
            kept = journal.nextId();
            replaced = journal.nextId();
            long deleted = journal.nextId();
            long discarded = journal.nextId();
            done(journal.put(kept, Kind.CDR, bytes("a")));
            done(journal.put(replaced, Kind.CALL, bytes("b1")));
            done(journal.put(deleted, Kind.CALL, bytes("c")));
            done(journal.put(discarded, Kind.EVENT, bytes("d")));
            journal.discard(discarded);
            done(journal.delete(deleted));
            done(journal.delete(deleted));
            done(journal.delete(4711));
            long ended = journal.nextId();
            done(journal.put(ended, Kind.CALL, bytes("e")));
            done(journal.putAll(
                    List.of(
                            new Entry(replaced, Kind.CALL, bytes("b2")),
                            new Entry(journal.nextId(), Kind.WRAP_UP, bytes("together"))),
                    List.of(ended, 4711L)));
            assertThat(journal.figures().writtenRecords()).isEqualTo(7);
            assertThat(journal.figures().deletedRecords()).isEqualTo(3);
            await().until(() -> journal.outstanding() == 0); // told first, then counted
            journal.close();
            nodes.end(first);
            nodes.start();

            HaJournal next = open(nodes.leader());
            assertThat(texts(next))
                    .containsEntry(kept, "CDR a")
                    .containsEntry(replaced, "CALL b2")
                    .containsValue("WRAP_UP together")
                    .hasSize(3);
            assertThat(next.takeRecovered()).isEmpty();
            assertThat(next.nextId()).isGreaterThan(replaced + 1_000);
            next.close();
        }
        assertThat(stopped).isEmpty();
    }

    @Test
    void writesAreCommittedInTheOrderInWhichTheyWereAskedFor() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start();
                HaJournal journal = open(nodes.leader())) {
            List<Integer> order = new CopyOnWriteArrayList<>();
            long id = journal.nextId();
            List<Integer> asked = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                int number = i;
                asked.add(number);
                journal.put(id, Kind.CALL, bytes("x".repeat(300) + " " + i)).thenRun(() -> order.add(number));
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> order.size() == 3_000);

            assertThat(order).isEqualTo(asked);
            byte[] last = nodes.leader().log().find(id).orElseThrow().payload();
            assertThat(new String(last, UTF_8)).endsWith(" 2999");
            assertThat(nodes.leader().log().status().applied())
                    .as("entries that carried 3,000 records")
                    .isLessThan(1_000);
        }
    }

    @Test
    void aJournalWhoseMembersAreLostStopsForGoodAndSaysSoOnce() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Nodes.Node leader = nodes.leader();
            HaJournal journal = open(leader);
            done(journal.put(journal.nextId(), Kind.CALL, bytes("kept")));
            leader.log()
                    .handOver(nodes.running().stream()
                            .filter(node -> !node.name().equals(leader.name()))
                            .findFirst()
                            .orElseThrow()
                            .name());
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> leader.leadership().elected().isEmpty());

            CompletionStage<Void> late = journal.put(journal.nextId(), Kind.CALL, bytes("late"));

            assertThatThrownBy(() -> done(late)).hasCauseInstanceOf(JournalFailure.class);
            assertThat(journal.acceptsCalls()).isFalse();
            assertThatThrownBy(() -> done(journal.put(1_025, Kind.CALL, bytes("later"))))
                    .hasCauseInstanceOf(JournalFailure.class);
            assertThat(stopped).containsExactly(leader.name());
            try (HaJournal next = open(nodes.leader())) {
                assertThat(texts(next)).containsValue("CALL kept").hasSize(1);
            }
            journal.close();
        }
    }

    @Test
    void aJournalThatFollowsAClosedOneAndATooLongRecordAreRefusals() throws Exception {
        try (Nodes nodes = new Nodes(folder, 1).start()) {
            Nodes.Node leader = nodes.leader();
            HaJournal follows = new HaJournal(
                    leader.log(),
                    JournalSettings.in(leader.log().folder(), true, 1L << 30),
                    Duration.ZERO,
                    CLOCK,
                    at -> {},
                    () -> {});
            assertThatThrownBy(() -> done(follows.put(2_000, Kind.CALL, bytes("x"))))
                    .hasCauseInstanceOf(JournalFailure.class);
            assertThat(follows.acceptsCalls()).isFalse();
            follows.close();

            HaJournal journal = open(leader);
            assertThatThrownBy(() -> done(journal.put(journal.nextId(), Kind.CALL, new byte[600_000])))
                    .hasCauseInstanceOf(JournalFailure.class);
            assertThat(journal.acceptsCalls()).isTrue();
            done(journal.put(journal.nextId(), Kind.CALL, new byte[400_000]));
            journal.close();
            journal.close();
            assertThatThrownBy(() -> done(journal.put(2_000, Kind.CALL, bytes("x"))))
                    .hasCauseInstanceOf(JournalFailure.class);
        }
        assertThat(stopped).isEmpty();
    }

    @Test
    void numbersRiseThoughTheNextLeadersClockIsWrongAndNoRecordTellsTheHighest() throws Exception {
        try (Nodes nodes = new Nodes(folder, 1).start()) {
            Nodes.Node leader = nodes.leader();
            HaJournal journal = open(leader);
            long id = journal.nextId();
            done(journal.put(id, Kind.EVENT, bytes("x")));
            done(journal.delete(id));
            journal.close();

            HaJournal next = new HaJournal(
                    leader.log(),
                    JournalSettings.in(leader.log().folder(), true, 1L << 30),
                    Duration.ZERO,
                    InstantSource.fixed(java.time.Instant.EPOCH),
                    at -> {},
                    () -> {});
            next.lead(leader.leadership().elected().orElseThrow());
            assertThat(next.nextId()).isGreaterThan(id + 1_000_000);
            next.close();
        }
    }

    @Test
    void whatMembersShareBesidesIsNoRecordOfTheJournal() throws Exception {
        try (Nodes nodes = new Nodes(folder, 1).start();
                HaJournal journal = open(nodes.leader())) {
            done(journal.share(MapChange.put(1, (byte) 8, bytes("who we are"))));
            done(journal.put(journal.nextId(), Kind.LOGIN, bytes("ann")));

            try (HaJournal next = open(nodes.leader())) {
                assertThat(texts(next).values()).containsExactly("LOGIN ann");
                assertThat(nodes.leader().log().find(1).orElseThrow().payload()).isEqualTo(bytes("who we are"));
            }
        }
    }
}
