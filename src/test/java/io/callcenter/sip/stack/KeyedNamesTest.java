package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.ha.Nodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedNamesTest {
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void ourTagsAreKnownInAnyEpochAndOnAnyNodeWithTheKey() {
        String tag = new KeyedNames(KEY, "n1", 1).tag("call-1");
        KeyedNames later = new KeyedNames(KEY, "n2", 2);
        assertThat(later.ours("call-1", tag)).isTrue();
        assertThat(later.ours("call-2", tag)).isFalse();
        assertThat(KeyedNames.passing("n1").ours("call-1", tag)).isFalse();
    }

    private static Set<String> some(KeyedNames names) {
        Set<String> some = new HashSet<>();
        for (int i = 0; i < 3_000; i++) {
            assertThat(some.add(names.tag("call-1"))).isTrue();
            assertThat(some.add(names.branch())).isTrue();
            assertThat(some.add(names.near("call-1").callId())).isTrue();
        }
        return some;
    }

    /** The second one has the key, the node and the clock of the first, and knows nothing of it: the first has committed nothing. */
    @Test
    void leadersOfTwoTermsNeverMakeTheSameName(@TempDir Path folder) throws IOException {
        try (Nodes nodes = new Nodes(folder, 3).start()) {
            Nodes.Node first = nodes.leader();
            Set<String> before =
                    some(new KeyedNames(KEY, "n1", first.leadership().elected().orElseThrow()));
            nodes.end(first);
            Nodes.Node second = nodes.leader();
            Set<String> between =
                    some(new KeyedNames(KEY, "n1", second.leadership().elected().orElseThrow()));
            nodes.running().forEach(nodes::end);
            nodes.start(); // all at once, with nothing but what is on their disks
            Set<String> after = some(new KeyedNames(
                    KEY, "n1", nodes.leader().leadership().elected().orElseThrow()));

            assertThat(between).doesNotContainAnyElementsOf(before);
            assertThat(after).doesNotContainAnyElementsOf(before).doesNotContainAnyElementsOf(between);
        }
    }

    @Test
    void anEpochIsAskedForOnceAndNoNameIsMadeWithoutIt() {
        AtomicInteger asked = new AtomicInteger();
        KeyedNames names = new KeyedNames(KEY, "n1", () -> {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("this process does not lead");
            }
            return 36;
        });
        assertThatThrownBy(() -> names.tag("c")).isInstanceOf(IllegalStateException.class);
        assertThat(names.ours("c", new KeyedNames(KEY, "n1", 5).tag("c"))).isTrue();
        assertThat(names.tag("c")).startsWith("n1-10-1-");
        assertThat(names.callId()).startsWith("n1-10-2-");
        assertThat(asked).hasValue(2);
    }

    @Test
    void foreignTagsOfAnyFormAreNotOurs() {
        KeyedNames names = new KeyedNames(KEY, "n1", 1);
        String tag = names.tag("c");
        assertThat(names.ours("c", "")).isFalse();
        assertThat(names.ours("c", "x")).isFalse();
        assertThat(names.ours("c", "-" + "0".repeat(12))).isFalse();
        assertThat(names.ours("c", tag.substring(0, tag.length() - 1) + "!")).isFalse();
        assertThat(names.ours("c", "n1-1-zz" + tag.substring(tag.lastIndexOf('-'))))
                .isFalse();
    }

    @Test
    void noNameComesTwice() {
        KeyedNames names = new KeyedNames(KEY, "n1", 1);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(names.branch())).isTrue();
            assertThat(seen.add(names.tag("c"))).isTrue();
            assertThat(seen.add(names.callId())).isTrue();
        }
        assertThat(names.branch()).startsWith("z9hG4bK");
        assertThat(names.random(3)).isBetween(0, 2);
    }

    @Test
    void callIdsNearOneAnotherHaveTheSameSlotOnEveryNodeLife() {
        KeyedNames names = new KeyedNames(KEY, "n1", 1);
        KeyedNames later = new KeyedNames(KEY, "n1", 2);
        Set<Integer> slots = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String caller = "call-" + i + "@phone";
            int slot = names.slot(caller);
            String leg = names.near(caller).callId();
            assertThat(slot).isBetween(0, 1_023);
            assertThat(names.slot(leg)).isEqualTo(slot);
            assertThat(later.slot(leg)).isEqualTo(slot);
            assertThat(names.slot(names.near(leg).callId())).isEqualTo(slot);
            slots.add(slot);
        }
        assertThat(slots).as("spread").hasSizeGreaterThan(500);
    }

    @Test
    void anyCallIdHasASlot() {
        KeyedNames names = new KeyedNames(KEY, "n1", 1);
        for (String odd : new String[] {"", "@n1", "@", "x@n1", "-!@n1", "0123456789!!@n1", "ü".repeat(99)}) {
            assertThat(names.slot(odd)).as(odd).isBetween(0, 1_023);
        }
    }

    @Test
    void weakKeysAndOddNodesAreRefused() {
        assertThatThrownBy(() -> new KeyedNames(new byte[15], "n1", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyedNames(KEY, "n 1", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyedNames(KEY, "", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
