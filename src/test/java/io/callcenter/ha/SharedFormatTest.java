package io.callcenter.ha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.ha.Nodes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of two versions: one that reads format 1 only, and one that reads format 2 as well, which is only made up here. */
class SharedFormatTest {
    private static final int NEXT = 2;
    private static final String TOO_NEW =
            "the members write format 2, and this version reads up to 1: start a newer one";

    @TempDir
    private Path folder;

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void write(Node leader, MapChange... changes) {
        done(leader.log().append(leader.leadership().elected().orElseThrow(), List.of(changes)));
    }

    private static MapChange record(long id) {
        return MapChange.put(id, (byte) 1, "x".getBytes(UTF_8));
    }

    private static void awaitRecords(Node node, Long... ids) {
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(node.log().state().keySet()).contains(ids));
    }

    private static List<Node> others(Nodes nodes, Node leader) {
        return nodes.running().stream().filter(node -> node != leader).toList();
    }

    private static void awaitUnreadable(Node node) {
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(node.leadership().unreadable()).contains(TOO_NEW));
    }

    /** A leader of the next version, and one follower of it; the other one is as old as it is said. */
    private static Node upgraded(Nodes nodes, int newestOfThird) throws IOException {
        nodes.version("n0", NEXT);
        nodes.version("n1", NEXT);
        nodes.version("n2", newestOfThird);
        nodes.start();
        Node leader = nodes.leader();
        if (leader.name().equals("n2")) {
            done(leader.log().handOver("n0"));
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> nodes.node("n0").leadership().elected().isPresent());
            return nodes.node("n0");
        }
        return leader;
    }

    @Test
    void eachMemberSaysWhatItReadsAndOneThatIsAwayIsLeftOut() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3)) {
            Node leader = upgraded(nodes, 1);
            Node away = others(nodes, leader).stream()
                    .filter(node -> !node.name().equals("n2"))
                    .findFirst()
                    .orElseThrow();

            awaitFormats(leader, Set.of("n0", "n1", "n2"), Map.of("n0", NEXT, "n1", NEXT, "n2", 1));
            awaitFormats(leader, Set.of("n2", "nobody"), Map.of("n2", 1));

            nodes.end(away);
            awaitFormats(leader, Set.of("n0", "n1", "n2"), Map.of(leader.name(), NEXT, "n2", 1));
        }
    }

    /** On a busy machine a member may need more than the second for which it is asked. */
    private static void awaitFormats(Node leader, Set<String> asked, Map<String, Integer> said) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> done(leader.log().formats(asked)).equals(said));
    }

    @Test
    void aLeaderOfTheNextVersionWritesTheFormerFormatUntilItIsRaised() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3)) {
            Node leader = upgraded(nodes, 1);
            Node old = nodes.node("n2");
            write(leader, record(2_000));
            assertThat(leader.log().status().format()).isEqualTo(1);
            awaitRecords(old, 2_000L);

            // What the command would refuse: one of them cannot read it.
            write(leader, SharedFormat.raised(NEXT));

            assertThat(leader.log().status().format()).isEqualTo(NEXT);
            write(leader, record(2_001));
            awaitUnreadable(old);
            assertThat(old.log().state()).doesNotContainKeys(2_001L, SharedFormat.ID);
            assertThat(old.leadership().elected()).isEmpty();
            assertThat(old.lost()).isEmpty();
        }
    }

    @Test
    void theFormatStaysRaisedAtTheNextLeaderAndAnEmptyMemberLearnsIt() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3)) {
            Node first = upgraded(nodes, NEXT);
            write(first, SharedFormat.raised(NEXT));
            write(first, record(2_000));
            nodes.end(first);

            Node second = nodes.leader();
            assertThat(second.log().status().format()).isEqualTo(NEXT);
            write(second, record(2_001));
            nodes.start();

            Node back = nodes.node(first.name());
            awaitRecords(back, 2_000L, 2_001L);
            assertThat(back.log().status().format()).isEqualTo(NEXT);
        }
    }

    @Test
    void aFormerVersionDoesNotStartOnTheLogOfTheNextOne() throws Exception {
        try (Nodes nodes = new Nodes(folder, 1)) {
            nodes.version("n0", NEXT);
            Node node = nodes.start().leader();
            write(node, record(2_000), SharedFormat.raised(NEXT));
            write(node, record(2_001));
            nodes.end(node);
            nodes.version("n0", 1);
            nodes.start();

            awaitUnreadable(nodes.node("n0"));
            assertThat(nodes.node("n0").leadership().elected()).isEmpty();
            assertThat(nodes.node("n0").log().state()).as("all or none").isEmpty();
        }
    }

    @Test
    void aFormerVersionDoesNotStartOnASnapshotOfTheNextOne() throws Exception {
        try (Nodes nodes = new Nodes(folder, 1)) {
            nodes.version("n0", NEXT);
            Node node = nodes.start().leader();
            write(node, record(2_000), SharedFormat.raised(NEXT));
            node.log().shrink();
            await().atMost(30, TimeUnit.SECONDS).until(() -> snapshots() == 1);
            nodes.end(node);

            nodes.start();
            assertThat(nodes.leader().log().status().format()).isEqualTo(NEXT);
            nodes.end(nodes.node("n0"));
            nodes.version("n0", 1);
            assertThatThrownBy(nodes::start).isInstanceOf(UnknownFormat.class).hasMessage(TOO_NEW);
        }
    }

    private long snapshots() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("snapshot\\.\\d+_\\d+"))
                    .count();
        }
    }
}
