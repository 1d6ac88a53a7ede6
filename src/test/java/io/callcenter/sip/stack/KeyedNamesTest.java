package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
