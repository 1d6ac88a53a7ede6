package io.callcenter.transport.guard;

import static io.callcenter.transport.guard.Guard.Verdict.BANNED;
import static io.callcenter.transport.guard.Guard.Verdict.BARRED;
import static io.callcenter.transport.guard.Guard.Verdict.LATER;
import static io.callcenter.transport.guard.Guard.Verdict.PASSED;
import static io.callcenter.transport.guard.Guard.Verdict.SILENCE;
import static io.callcenter.transport.guard.Guard.Verdict.STRANGER;
import static io.callcenter.transport.guard.Guard.Verdict.TOO_MUCH;
import static io.callcenter.transport.guard.Guard.Verdict.TOO_OFTEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.address.Literals;
import io.callcenter.transport.address.Source;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final long SECOND = 1_000_000_000L;
    private static final boolean STREAM = true;
    private static final boolean DATAGRAM = false;
    private static final InetAddress TRUNK = address("10.0.0.1");
    private static final InetAddress STRANGE = address("192.0.2.7");

    private final Set<InetAddress> proven = new HashSet<>();
    private final Guard open = new Guard(false, address -> false, 0);
    private final Guard trusting = new Guard(true, TRUNK::equals, 0);

    private static InetAddress address(String literal) {
        return Literals.address(literal);
    }

    private Guard.Verdict invalid(Guard guard, InetAddress from, boolean stream, long now) {
        return guard.invalid(from, stream, proven::contains, now);
    }

    private void ban(Guard guard, InetAddress from, boolean stream, long now) {
        Guard.Verdict last = PASSED;
        for (int i = 0; i < 200 && last != BANNED; i++) {
            last = invalid(guard, from, stream, now);
        }
        assertThat(last).isEqualTo(BANNED);
    }

    @Test
    void fiftyInvalidMessagesAreAnsweredThenTenASecond() {
        for (int i = 0; i < 50; i++) {
            assertThat(invalid(open, STRANGE, DATAGRAM, 0)).isEqualTo(PASSED);
        }
        assertThat(invalid(open, STRANGE, DATAGRAM, 0)).isEqualTo(SILENCE);
        assertThat(invalid(open, TRUNK, DATAGRAM, 0)).isEqualTo(PASSED);
        for (int i = 0; i < 10; i++) {
            assertThat(invalid(open, STRANGE, DATAGRAM, SECOND)).isEqualTo(PASSED);
        }
        assertThat(invalid(open, STRANGE, DATAGRAM, SECOND)).isEqualTo(SILENCE);
    }

    @Test
    void whoGoesOnIsNotHeardFor30SecondsTheNextTimeTwiceAsLongAndTenMinutesAtMost() {
        long now = 0;
        for (long length : List.of(30, 60, 120, 240, 480, 600, 600)) {
            ban(open, STRANGE, DATAGRAM, now);
            open.call(STRANGE, DATAGRAM, now);
            assertThat(open.call(STRANGE, DATAGRAM, now)).isEqualTo(BARRED);
            long end = now + length * SECOND;
            open.call(STRANGE, DATAGRAM, end - 2);
            assertThat(open.call(STRANGE, DATAGRAM, end - 1)).isEqualTo(BARRED);
            assertThat(open.bans(end - 1)).isEqualTo(1);
            assertThat(open.call(STRANGE, DATAGRAM, end)).isEqualTo(PASSED);
            assertThat(open.call(STRANGE, DATAGRAM, end)).isEqualTo(PASSED);
            assertThat(open.bans(end)).isZero();
            now = end + 20 * SECOND;
        }
        now += 601 * SECOND;
        ban(open, STRANGE, DATAGRAM, now);
        assertThat(open.bans(now + 29 * SECOND)).isEqualTo(1);
        assertThat(open.bans(now + 30 * SECOND)).isZero();
    }

    @Test
    void aBanByDatagramsLetsOneRequestASecondThroughAndDoesNotTouchStreams() {
        ban(open, STRANGE, DATAGRAM, 0);
        assertThat(open.request(STRANGE, DATAGRAM, 0)).isEqualTo(PASSED);
        assertThat(open.request(STRANGE, DATAGRAM, SECOND / 2)).isEqualTo(BARRED);
        assertThat(open.request(STRANGE, DATAGRAM, SECOND)).isEqualTo(PASSED);
        assertThat(open.request(STRANGE, STREAM, SECOND)).isEqualTo(PASSED);
        assertThat(open.call(STRANGE, STREAM, SECOND)).isEqualTo(PASSED);
        assertThat(open.takesConnection(STRANGE, SECOND)).isTrue();
        assertThat(open.call(TRUNK, DATAGRAM, SECOND)).isEqualTo(PASSED);
    }

    @Test
    void aBanOnAStreamHoldsForAllAndRefusesConnections() {
        ban(open, STRANGE, STREAM, 0);
        assertThat(open.takesConnection(STRANGE, 0)).isFalse();
        assertThat(open.call(STRANGE, STREAM, 0)).isEqualTo(BARRED);
        assertThat(open.request(STRANGE, DATAGRAM, 5 * SECOND)).isEqualTo(BARRED);
        assertThat(open.takesConnection(STRANGE, 30 * SECOND)).isTrue();
    }

    @Test
    void trustedAddressesAreNeverGuardedAgainst() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(invalid(trusting, TRUNK, STREAM, 0)).isEqualTo(PASSED);
            assertThat(trusting.request(TRUNK, DATAGRAM, 0)).isEqualTo(PASSED);
            assertThat(trusting.datagram(TRUNK, Source.of(TRUNK), 60_000, 0)).isEqualTo(PASSED);
        }
    }

    @Test
    void strangersAreNotHeardAndMaySendAMebibyteASecond() {
        assertThat(trusting.request(STRANGE, DATAGRAM, 0)).isEqualTo(STRANGER);
        assertThat(trusting.datagram(STRANGE, Source.of(STRANGE), 1 << 20, 0)).isEqualTo(PASSED);
        assertThat(trusting.datagram(STRANGE, Source.of(STRANGE), 1, 0)).isEqualTo(TOO_MUCH);
        assertThat(trusting.datagram(STRANGE, Source.of(STRANGE), 1 << 19, SECOND / 2))
                .isEqualTo(PASSED);
        assertThat(open.datagram(STRANGE, Source.of(STRANGE), 100 << 20, 0)).isEqualTo(PASSED);
    }

    @Test
    void aSourceMayAskAThousandTimesASecondIsToldSoAboveThatAndNothingAboveFiveTimesAsMuch_H2() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(open.request(STRANGE, DATAGRAM, 0)).isEqualTo(PASSED);
        }
        for (int i = 0; i < 4_000; i++) {
            assertThat(open.request(STRANGE, DATAGRAM, 0)).isEqualTo(LATER);
        }
        assertThat(open.request(STRANGE, DATAGRAM, 0)).isEqualTo(TOO_OFTEN);
        assertThat(open.call(STRANGE, DATAGRAM, 0)).isEqualTo(PASSED);
        assertThat(open.request(STRANGE, DATAGRAM, SECOND)).isEqualTo(PASSED);
    }

    @Test
    void aSourceMaySpeakOfSomethingUnknownAHundredTimesASecond_H1() {
        for (int i = 0; i < 100; i++) {
            assertThat(open.stray(STRANGE, DATAGRAM, 0)).isEqualTo(PASSED);
        }
        assertThat(open.stray(STRANGE, DATAGRAM, 0)).isEqualTo(TOO_OFTEN);
        assertThat(open.request(STRANGE, DATAGRAM, 0)).isEqualTo(PASSED);
        assertThat(open.stray(STRANGE, DATAGRAM, SECOND)).isEqualTo(PASSED);
        assertThat(trusting.stray(STRANGE, DATAGRAM, 0)).isEqualTo(STRANGER);
    }

    @Test
    void theNetworkOfAnIpv6AddressIsOneSource() {
        ban(open, address("2001:db8:1:2::1"), DATAGRAM, 0);
        open.call(address("2001:db8:1:2::1"), DATAGRAM, 0);
        assertThat(open.call(address("2001:db8:1:2:ffff::2"), DATAGRAM, 0)).isEqualTo(BARRED);
        assertThat(open.call(address("2001:db8:1:3::1"), DATAGRAM, 0)).isEqualTo(PASSED);
    }

    @Test
    void whileAllSourcesAreBusyTheRestShareOneAccountWhichIsNeverBanned_L6() {
        Sources sources = new Sources(100, 0);
        for (int i = 0; i < 100; i++) {
            sources.at(new Source(false, i), 0);
        }
        Sources.Account shared = sources.at(new Source(false, 1_000), 0);
        assertThat(sources.at(new Source(false, 1_001), 0)).isSameAs(shared);
        for (int i = 0; i < 10_000; i++) {
            assertThat(shared.isBorne(0)).isTrue();
        }
        sources.at(new Source(false, 0), 5 * SECOND);
        assertThat(sources.at(new Source(false, 1_000), 10 * SECOND)).isNotSameAs(shared);
        assertThat(sources.size()).isEqualTo(100);
        assertThat(sources.at(new Source(false, 0), 10 * SECOND)).isNotSameAs(shared);
    }

    @Test
    void bansAreBoundedTheOldestOutFirst_L6() {
        Bans bans = new Bans(10);
        for (int i = 0; i < 20; i++) {
            bans.ban(new Source(false, i), false, 0);
        }
        assertThat(bans.running(1)).isEqualTo(10);
        assertThat(bans.bars(new Source(false, 9), false, 1)).isFalse();
        assertThat(bans.bars(new Source(false, 19), false, 1)).isTrue();
    }

    /** A step of a history: a source does something after a while. */
    private record Step(int source, int what, long now) {}

    @Property(tries = 300)
    void noForgeryKeepsOutWhoIsTrustedProvenOrOnAStream(
            @ForAll @Size(max = 2_000) List<@IntRange(max = 4_000_000) Integer> history) {
        InetAddress forgedIn = address("10.0.0.1");
        InetAddress known = address("10.0.0.2");
        InetAddress fresh = address("10.0.0.3");
        Guard guard = new Guard(false, forgedIn::equals, 0);
        proven.add(known);
        long now = 0;
        List<InetAddress> all = List.of(forgedIn, known, fresh);
        for (int word : history) {
            now += word / 40 * 1_000L;
            Step step = new Step(word % 3, word % 5, now);
            InetAddress from = all.get(step.source());
            invalid(guard, from, DATAGRAM, step.now());
            if (step.what() == 0) {
                assertThat(guard.call(fresh, STREAM, step.now())).isEqualTo(PASSED);
                assertThat(guard.takesConnection(fresh, step.now())).isTrue();
                assertThat(guard.call(forgedIn, DATAGRAM, step.now())).isEqualTo(PASSED);
                assertThat(guard.call(known, DATAGRAM, step.now())).isEqualTo(PASSED);
            }
        }
        assertThat(guard.call(fresh, DATAGRAM, now + 601 * SECOND)).isEqualTo(PASSED);
    }
}
