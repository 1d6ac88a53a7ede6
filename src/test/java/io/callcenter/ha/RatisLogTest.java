package io.callcenter.ha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.ha.Nodes.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatisLogTest {
    @TempDir
    Path folder;

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static MapChange text(long id, String text) {
        return MapChange.put(id, (byte) 1, text.getBytes(UTF_8));
    }

    private static void write(Node leader, MapChange... changes) {
        done(leader.log().append(leader.leadership().elected().orElseThrow(), List.of(changes)));
    }

    private static Map<Long, String> texts(Node node) {
        Map<Long, String> texts = new TreeMap<>();
        node.log().state().forEach((id, kept) -> texts.put(id, new String(kept.payload(), UTF_8)));
        return texts;
    }

    @Test
    void whatAMajorityHasOutlivesTheLeader() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Node first = nodes.leader();
            for (long id = 1; id <= 50; id++) {
                write(first, text(id, "old"));
            }
            write(first, text(1, "new"), MapChange.delete(2), text(99, "together"));
            Map<Long, String> written = texts(first);

            nodes.end(first);

            Node second = nodes.leader();
            assertThat(second.name()).isNotEqualTo(first.name());
            assertThat(texts(second))
                    .isEqualTo(written)
                    .containsEntry(1L, "new")
                    .hasSize(50)
                    .doesNotContainKey(2L);
            write(second, text(100, "after"));

            nodes.start();
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> nodes.running()
                            .forEach(node -> assertThat(texts(node)).isEqualTo(texts(second))));
        }
    }

    @Test
    void anEntryOfALeaderOfAnotherTermIsNothing() throws Exception {
        try (Nodes nodes = new Nodes(folder, 1).start()) {
            Node node = nodes.leader();
            long term = node.leadership().elected().orElseThrow();
            write(node, text(1, "mine"));

            CompletionStage<Void> old = node.log().append(term - 1, List.of(text(1, "of a former leader")));

            assertThatThrownBy(() -> done(old)).hasMessageContaining("another term");
            assertThat(texts(node)).containsEntry(1L, "mine");
        }
    }

    @Test
    void aMemberThatFollowsWritesNothing() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Node leader = nodes.leader();
            Node follower = nodes.running().stream()
                    .filter(node -> !node.name().equals(leader.name()))
                    .findFirst()
                    .orElseThrow();
            CompletionStage<Void> written =
                    follower.log().append(leader.leadership().elected().orElseThrow(), List.of(text(1, "x")));
            CompletionStage<Void> confirmed =
                    leader.log().confirm(leader.leadership().elected().orElseThrow());

            assertThatThrownBy(() -> done(written)).isNotNull();
            done(confirmed);
            assertThat(texts(leader)).isEmpty();
        }
    }

    @Test
    void aLeaderWithoutAMajorityConfirmsAndCommitsNothing() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Node leader = nodes.leader();
            long term = leader.leadership().elected().orElseThrow();
            done(leader.log().confirm(term)); // a second one must not be answered by the first
            nodes.running().stream()
                    .filter(node -> !node.name().equals(leader.name()))
                    .forEach(nodes::end);

            CompletionStage<Void> confirmed = leader.log().confirm(term);
            CompletionStage<Void> written = leader.log().append(term, List.of(text(1, "x")));

            assertThatThrownBy(() -> confirmed
                            .toCompletableFuture()
                            .orTimeout(3, TimeUnit.SECONDS)
                            .join())
                    .isNotNull();
            assertThat(written.toCompletableFuture().isDone()
                            && !written.toCompletableFuture().isCompletedExceptionally())
                    .isFalse();
            assertThat(texts(leader)).isEmpty();
        }
    }

    @Test
    void leadIsHandedOverToTheMemberThatIsNamed() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Node leader = nodes.leader();
            write(leader, text(1, "x"));
            Node other = nodes.running().stream()
                    .filter(node -> !node.name().equals(leader.name()))
                    .findFirst()
                    .orElseThrow();

            leader.log().handOver(other.name());

            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> other.leadership().elected().isPresent());
            assertThat(texts(other)).containsEntry(1L, "x");
            assertThat(leader.leadership().elected()).isEmpty();
        }
    }

    @Test
    void aStartFromASnapshotGivesTheSameRecords() throws Exception {
        Map<Long, String> written;
        try (Nodes nodes = new Nodes(folder, 1).start()) {
            Node node = nodes.leader();
            List<MapChange> changes = new ArrayList<>();
            for (long id = 1; id <= 2_000; id++) {
                changes.add(text(id, "record " + id));
            }
            write(node, changes.toArray(MapChange[]::new));
            node.log().shrink();
            await().atMost(30, TimeUnit.SECONDS).until(() -> snapshots() == 1);
            write(node, text(1, "after it"), MapChange.delete(7));
            written = texts(node);
        }
        try (Nodes nodes = new Nodes(folder, 1).start()) {
            // the ports differ, the name does not
            assertThat(texts(nodes.leader())).isEqualTo(written).hasSize(1_999).containsEntry(1L, "after it");
        }
    }

    private long snapshots() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("snapshot\\.\\d+_\\d+"))
                    .count();
        }
    }
}
