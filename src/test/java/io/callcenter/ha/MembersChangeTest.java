package io.callcenter.ha;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.ha.Nodes.Node;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersChangeTest {
    @TempDir
    private Path folder;

    private static void done(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static void write(Node leader, long id) {
        MapChange change = MapChange.put(id, (byte) 1, ("record " + id).getBytes(UTF_8));
        done(leader.log().append(leader.leadership().elected().orElseThrow(), List.of(change)));
    }

    private static Map<String, String> with(Node leader, String name, String address) {
        Map<String, String> all = new HashMap<>(leader.log().status().members());
        all.put(name, address);
        return all;
    }

    private static Map<String, String> without(Node leader, String name) {
        Map<String, String> all = new HashMap<>(leader.log().status().members());
        all.remove(name);
        return all;
    }

    private static void awaitRecords(Node node, int count) {
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(node.log().state()).hasSize(count));
    }

    @Test
    void aMemberThatWasAddedHasAllRecordsAndCounts() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Node leader = nodes.leader();
            write(leader, 1);
            String address = nodes.join("new", Optional.empty());
            assertThat(nodes.node("new").log().state()).isEmpty();

            done(leader.log().change(with(leader, "new", address)));

            awaitRecords(nodes.node("new"), 1);
            assertThat(leader.log().status().members()).hasSize(4).containsEntry("new", address);
            // Three of four are a majority, and one of them is the new one.
            Node away = nodes.running().stream()
                    .filter(node -> node != leader && !node.name().equals("new"))
                    .findFirst()
                    .orElseThrow();
            nodes.end(away);
            write(leader, 2);
            awaitRecords(nodes.node("new"), 2);
        }
    }

    @Test
    void aMemberThatLostItsDiskIsReplacedUnderItsName() throws Exception {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Node leader = nodes.leader();
            write(leader, 1);
            Node broken = nodes.running().stream()
                    .filter(node -> node != leader)
                    .findFirst()
                    .orElseThrow();
            nodes.end(broken);

            done(leader.log().change(without(leader, broken.name())));
            try (var files = java.nio.file.Files.walk(folder.resolve(broken.name()))) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            String address = nodes.join(broken.name(), Optional.empty());
            done(leader.log().change(with(leader, broken.name(), address)));
            write(leader, 2);

            awaitRecords(nodes.node(broken.name()), 2);
            assertThat(leader.log().status().members()).hasSize(3).containsEntry(broken.name(), address);
        }
    }

    @Test
    void aMemberThatDoesNotAnswerIsNotAdded() throws Exception {
        try (Nodes nodes = new Nodes(folder, 1).start()) {
            Node leader = nodes.leader();

            assertThatThrownBy(() -> done(leader.log().change(with(leader, "nobody", "127.0.0.1:1"))))
                    .isNotNull();

            assertThat(leader.log().status().members()).containsOnlyKeys("n0");
            write(leader, 1);
        }
    }

    @Test
    void membersWithKeysShareRecordsAndOneWithoutThemIsRefused() throws Exception {
        Optional<MemberKeys> keys = Optional.of(TestKeys.in(folder));
        try (Nodes nodes = new Nodes(folder, 3, keys).start()) {
            Node leader = nodes.leader();
            write(leader, 1);
            nodes.running().forEach(node -> awaitRecords(node, 1));
            String stranger = nodes.join("stranger", Optional.empty());

            assertThatThrownBy(() -> done(leader.log().change(with(leader, "stranger", stranger))))
                    .isNotNull();

            assertThat(nodes.node("stranger").log().state()).isEmpty();
            assertThat(leader.log().status().members()).hasSize(3);
        }
    }

    @Test
    void aMemberWithACertificateOfAnotherAuthorityIsRefused() throws Exception {
        Optional<MemberKeys> keys = Optional.of(TestKeys.in(folder));
        Optional<MemberKeys> others =
                Optional.of(TestKeys.in(java.nio.file.Files.createDirectory(folder.resolve("others"))));
        try (Nodes nodes = new Nodes(folder, 1, keys).start()) {
            Node leader = nodes.leader();
            String stranger = nodes.join("stranger", others);

            assertThatThrownBy(() -> done(leader.log().change(with(leader, "stranger", stranger))))
                    .isNotNull();

            assertThat(leader.log().status().members()).containsOnlyKeys("n0");
        }
    }
}
