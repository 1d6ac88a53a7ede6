package io.callcenter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.message.QuickLook;
import io.callcenter.transport.address.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final int SECRET = 12345;
    private static final int OVERHEAD = new ReceivedDatagram(new byte[0], null, null, null, 0, 0, false).size();

    private static ReceivedDatagram datagram(int source, int number, int bytes) {
        return new ReceivedDatagram(
                new byte[bytes], null, new Source(false, source), QuickLook.OTHER, number, 0, false);
    }

    private static List<ReceivedDatagram> rest(FairQueue queue) {
        List<ReceivedDatagram> all = new ArrayList<>();
        while (queue.size() > 0) {
            all.add(queue.remove());
        }
        return all;
    }

    @Test
    void whatOneSourceSendsTooMuchDoesNotDelayAnother_C1() {
        FairQueue queue = new FairQueue(50_000, 1 << 30, SECRET);
        for (int i = 0; i < 10_000; i++) {
            queue.add(datagram(1, i, 400));
        }
        queue.add(datagram(2, 0, 400));
        assertThat(List.of(
                        queue.remove().source().bits(), queue.remove().source().bits()))
                .contains(2L);
    }

    @Test
    void aFullQueueDropsTheOldestOfTheNoisiest_C1() {
        FairQueue queue = new FairQueue(100, 1 << 30, SECRET);
        queue.add(datagram(2, 0, 400));
        int lost = 0;
        for (int i = 0; i < 300; i++) {
            lost += queue.add(datagram(1, i, 400));
        }
        assertThat(lost).isEqualTo(201);
        List<ReceivedDatagram> all = rest(queue);
        assertThat(all).hasSize(100).anyMatch(d -> d.source().bits() == 2);
        assertThat(all.stream().filter(d -> d.source().bits() == 1).map(ReceivedDatagram::at))
                .startsWith(201L)
                .endsWith(299L);
    }

    @Test
    void theBytesAreBoundedToo_C1() {
        FairQueue queue = new FairQueue(1_000, 10L * (OVERHEAD + 1_000), SECRET);
        for (int i = 0; i < 50; i++) {
            queue.add(datagram(1, i, 1_000));
        }
        assertThat(queue.size()).isEqualTo(10);
    }

    @Property(tries = 500)
    void eachSourceKeepsItsOrderAndNoneLosesWhatIsWithinItsShare(
            @ForAll @Size(max = 400) List<@IntRange(max = 9) Integer> sources,
            @ForAll @IntRange(min = 20, max = 60) int most) {
        FairQueue queue = new FairQueue(most, 1 << 30, SECRET);
        Map<Integer, Integer> sent = new HashMap<>();
        int lost = 0;
        for (int i = 0; i < sources.size(); i++) {
            lost += queue.add(datagram(sources.get(i), i, 100));
            sent.merge(sources.get(i), 1, Integer::sum);
        }
        List<ReceivedDatagram> all = rest(queue);
        assertThat(all.size() + lost).isEqualTo(sources.size());
        assertThat(all.size()).isLessThanOrEqualTo(most);
        sent.forEach((source, count) -> {
            List<Long> order = all.stream()
                    .filter(d -> d.source().bits() == source)
                    .map(ReceivedDatagram::at)
                    .toList();
            assertThat(order).isSorted();
            if (count <= most / 10) {
                assertThat(order).hasSize(count);
            }
        });
    }

    @Test
    void whatSeemsKnownComesFirstButKeepsNobodyOut() {
        DatagramInbox inbox = new DatagramInbox(1);
        for (int i = 0; i < 70; i++) {
            inbox.add(new ReceivedDatagram(new byte[10], null, new Source(false, 1), QuickLook.RESPONSE, 0, 0, false));
        }
        for (int i = 0; i < 10; i++) {
            inbox.add(new ReceivedDatagram(new byte[10], null, new Source(false, 2), QuickLook.INVITE, 0, 0, false));
        }
        List<QuickLook> first = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            first.add(inbox.poll(0).glance());
        }
        assertThat(first.subList(0, 7)).containsOnly(QuickLook.RESPONSE);
        assertThat(first.subList(0, 40)).filteredOn(QuickLook.INVITE::equals).hasSize(5);
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.poll(0)).isNull();
    }

    @Test
    void whatHasWaitedForFourSecondsIsLeftOut() {
        DatagramInbox inbox = new DatagramInbox(1);
        inbox.add(new ReceivedDatagram(new byte[10], null, new Source(false, 1), QuickLook.INVITE, 0, 0, false));
        inbox.add(new ReceivedDatagram(
                new byte[10], null, new Source(false, 1), QuickLook.INVITE, 2_000_000_000L, 9_000_000_000L, false));
        assertThat(inbox.poll(5_000_000_000L).at()).isEqualTo(2_000_000_000L);
        assertThat(inbox.lost()).isEqualTo(1);
        assertThat(inbox.lost()).isZero();
    }
}
