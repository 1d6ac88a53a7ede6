package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.StreamCounts.Bounds;
import io.callcenter.transport.StreamCounts.Origin;
import io.callcenter.transport.address.Literals;
import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamCountsTest {
    private static final InetAddress A = Literals.address("192.0.2.1");
    private static final InetAddress B = Literals.address("192.0.2.2");
    private static final InetAddress TRUNK = Literals.address("10.0.0.1");
    private static final long SECOND = 1_000_000_000L;

    private final StreamCounts counts = new StreamCounts(new Bounds(8, 6, 4, 5, TRUNK::equals));

    @Test
    void whatPeersOpenAndWhatWeOpenShareTheDescriptorsWithoutTakingThemTwice() {
        for (int descriptors : new int[] {4, 128, 512, 19_488, 20_000}) {
            Bounds bounds = Bounds.of(descriptors, source -> false);
            assertThat(bounds.accepted() + bounds.dialled()).isLessThanOrEqualTo(descriptors);
            assertThat(bounds.dialled()).isGreaterThanOrEqualTo(descriptors / 4);
            assertThat(bounds.accepted()).isBetween(descriptors / 2, 10_000);
        }
    }

    @Test
    void connectionsOpenedForAnswersBelongToTheSourceThatMadeUsOpenThem() {
        assertThat(counts.enters(A)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(counts.answers(A, 0)).isTrue();
        }
        assertThat(counts.answers(A, 0)).isFalse();
        assertThat(counts.enters(A)).isFalse();
        assertThat(counts.answers(B, 0)).isTrue();
        assertThat(counts.size()).isEqualTo(5);
        counts.leaves(Origin.ANSWERING, A);
        assertThat(counts.answers(A, 0)).isTrue();
        assertThat(counts.size()).isEqualTo(5);
    }

    @Test
    void aSourceThatClosesThemAtOnceHasTenASecondAndATrustedOneAsManyAsItHolds() {
        assertThat(opened(A, 30, 0)).isEqualTo(10);
        assertThat(opened(A, 30, SECOND)).isEqualTo(10);
        assertThat(opened(TRUNK, 30, 0)).isEqualTo(30);
        assertThat(counts.size()).isZero();
    }

    private long opened(InetAddress source, int tries, long now) {
        return IntStream.range(0, tries)
                .filter(i -> {
                    boolean opened = counts.answers(source, now);
                    if (opened) {
                        counts.leaves(Origin.ANSWERING, source);
                    }
                    return opened;
                })
                .count();
    }

    @Test
    void eachKindHasItsBoundAndWhatIsGoneMakesRoom() {
        for (int i = 0; i < 8; i++) {
            assertThat(counts.enters(Literals.address("192.0.2." + (10 + i)))).isTrue();
        }
        assertThat(counts.enters(A)).isFalse();
        for (int i = 0; i < 6; i++) {
            assertThat(counts.dials()).isTrue();
        }
        assertThat(counts.dials()).isFalse();
        assertThat(counts.answers(A, 0)).isFalse();
        counts.leaves(Origin.DIALLED, A);
        counts.leaves(Origin.ACCEPTED, Literals.address("192.0.2.10"));
        assertThat(counts.dials()).isTrue();
        assertThat(counts.enters(A)).isTrue();
        assertThat(counts.size()).isEqualTo(14);
    }
}
