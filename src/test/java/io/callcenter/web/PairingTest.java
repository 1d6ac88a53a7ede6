package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.mi.access.UserScope;
import io.callcenter.web.Pairing.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How screens without a keyboard are let in. */
class PairingTest {
    private static final Pairing.Named LOBBY = new Pairing.Named("lobby", UserScope.ALL, "olga");

    private Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private final Pairing pairing = new Pairing(() -> now);

    private Pairing.Begun begin(String address) {
        return pairing.begin(address).orElseThrow();
    }

    @Test
    void theScreenThatShowsTheCodeIsInOnceAndNoOther() {
        Pairing.Begun screen = begin("a");
        Pairing.Begun other = begin("a");

        assertThat(pairing.ask(screen.code(), screen.secret()).state()).isEqualTo(State.WAITS);
        assertThat(pairing.letIn(
                        screen.code().substring(0, 4) + " - "
                                + screen.code().substring(4).toLowerCase(),
                        LOBBY))
                .isTrue();
        assertThat(pairing.letIn(screen.code(), LOBBY)).isFalse();
        assertThat(pairing.ask(screen.code(), other.secret()).state()).isEqualTo(State.UNKNOWN);
        assertThat(pairing.ask(other.code(), other.secret()).state()).isEqualTo(State.WAITS);
        assertThat(pairing.ask(screen.code(), screen.secret()).named()).contains(LOBBY);
        assertThat(pairing.ask(screen.code(), screen.secret()).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aCodeIsForgottenAfterTenMinutes() {
        Pairing.Begun late = begin("a");
        Pairing.Begun typed = begin("a");
        pairing.letIn(typed.code(), LOBBY);
        now = now.plus(Pairing.LIFE).minus(Duration.ofSeconds(1));
        assertThat(pairing.ask(late.code(), late.secret()).state()).isEqualTo(State.WAITS);
        now = now.plusSeconds(1);

        assertThat(pairing.letIn(late.code(), LOBBY)).isFalse();
        assertThat(pairing.ask(typed.code(), typed.secret()).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void whoAsksAgainAndAgainTakesThePlacesOfNobodyElse() {
        Pairing.Begun quiet = begin("quiet");
        Pairing.Begun first = begin("loud");
        for (int i = 1; i < Pairing.MOST_OF_AN_ADDRESS; i++) {
            begin("loud");
        }

        assertThat(pairing.begin("loud")).isEmpty();
        assertThat(pairing.begin("quiet")).isPresent();
        assertThat(pairing.ask(quiet.code(), quiet.secret()).state()).isEqualTo(State.WAITS);
        assertThat(pairing.ask(first.code(), first.secret()).state()).isEqualTo(State.WAITS);
        assertThat(pairing.begin("loud")).isEmpty();
        now = now.plus(Pairing.LIFE);
        assertThat(pairing.begin("loud")).isPresent();
    }

    @Test
    void halfOfAnAddressOfIpv6IsOneAddress() {
        for (int i = 0; i < Pairing.MOST_OF_AN_ADDRESS; i++) {
            begin("2001:db8:0:1:0:0:0:" + i);
        }

        assertThat(pairing.begin("2001:db8::1:ffff:0:0:1%eth0")).isEmpty();
        assertThat(pairing.begin("2001:db8:0:2::1")).isPresent();
    }

    @Test
    void noMoreThanSoManyWait() {
        for (int i = 0; i < Pairing.MOST; i++) {
            begin("address " + i);
        }

        assertThat(pairing.begin("one more")).isEmpty();
        now = now.plus(Pairing.LIFE);
        assertThat(pairing.begin("one more")).isPresent();
    }
}
