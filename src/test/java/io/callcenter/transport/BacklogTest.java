package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Map<String, Long> held = new HashMap<>();
    private final Set<String> trusted = Set.of("trunk");
    private final List<String> givenUp = new ArrayList<>();
    private final Backlog<String> backlog = new Backlog<>(
            800, new Backlog.Asked<>(name -> held.getOrDefault(name, 0L), trusted::contains, givenUp::add));

    private void holds(String name, long bytes) {
        held.put(name, bytes);
        backlog.look(name);
    }

    @Test
    void overTheBoundTheLargestAreGivenUpUntilAnEighthIsFree() {
        holds("small", 100);
        holds("large", 400);
        holds("middle", 300);
        assertThat(givenUp).isEmpty();
        holds("small", 101);
        assertThat(givenUp).containsExactly("large");
        assertThat(backlog.bytes()).isEqualTo(401);
        holds("new", 450);
        assertThat(givenUp).containsExactly("large", "new");
    }

    @Test
    void aTrustedOneIsGivenUpLast() {
        holds("trunk", 640);
        holds("a", 110);
        holds("b", 60);
        assertThat(givenUp).containsExactly("a");
        holds("trunk", 2_000);
        assertThat(givenUp).containsExactly("a", "b", "trunk");
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void whoHoldsLessThanWasSeenIsSpared() {
        holds("quick", 700);
        held.put("quick", 10L);
        holds("slow", 200);
        assertThat(givenUp).isEmpty();
        assertThat(backlog.bytes()).isEqualTo(210);
        backlog.gone("slow");
        assertThat(backlog.bytes()).isEqualTo(10);
    }
}
