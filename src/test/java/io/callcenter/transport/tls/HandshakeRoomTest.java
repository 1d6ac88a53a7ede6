package io.callcenter.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandshakeRoomTest {
    private final HandshakeRoom<String> room = new HandshakeRoom<>(3);

    @Test
    void theOldestSilentOneMakesRoomThenTheOldestOfAll() {
        for (String each : new String[] {"a", "b", "c"}) {
            assertThat(room.enter(each)).isEmpty();
        }
        room.speaks("a");
        assertThat(room.enter("d")).contains("b");
        room.speaks("d");
        room.speaks("c");
        assertThat(room.enter("e")).contains("a");
        assertThat(room.enter("f")).contains("e");
        assertThat(room.size()).isEqualTo(3);
    }

    @Test
    void whatIsOverTakesNoRoom() {
        room.enter("a");
        room.enter("b");
        room.enter("c");
        room.speaks("b");
        room.leaves("a");
        room.leaves("b");
        room.leaves("b");
        assertThat(room.size()).isEqualTo(1);
        assertThat(room.enter("d")).isEmpty();
        room.speaks("gone");
        assertThat(room.size()).isEqualTo(2);
    }
}
