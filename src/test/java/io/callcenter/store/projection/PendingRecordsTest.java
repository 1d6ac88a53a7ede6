package io.callcenter.store.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.store.StoredSamples;
import io.callcenter.store.projection.PendingRecords.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {
    private final PendingRecords<Integer, String> pending = new PendingRecords<>(String::length);

    private void put(int key, String value) {
        pending.put(key, value, StoredSamples.AT.plusSeconds(key));
    }

    private static List<String> values(List<Item<Integer, String>> items) {
        return items.stream().map(Item::value).toList();
    }

    @Test
    void theBoundCountsWeightsAndTheOldestGoFirst() {
        put(1, "aaa");
        put(2, "bb");
        put(3, "cccc");

        assertThat(pending.weight()).isEqualTo(9);
        assertThat(values(pending.dropOld(Instant.MIN, 6))).containsExactly("aaa");
        assertThat(pending.weight()).isEqualTo(6);
        assertThat(values(pending.dropOld(StoredSamples.AT.plusSeconds(3), 6))).containsExactly("bb");
    }

    @Test
    void aNewerValueBringsItsOwnWeightAndAnItemThatIsDoneTakesItsWeightWithIt() throws Exception {
        put(1, "aaa");
        List<Item<Integer, String>> first = pending.await(10, Duration.ZERO, Duration.ZERO);
        put(1, "a");

        pending.done(first);
        assertThat(pending.weight()).isEqualTo(1);
        pending.done(pending.await(10, Duration.ZERO, Duration.ZERO));
        assertThat(pending.weight()).isZero();
    }

    @Test
    void aBatchWeighsNoMoreThanItMayUnlessItIsOneItem() throws Exception {
        put(1, "aaaaaaaaa");
        put(2, "bb");
        put(3, "ccc");
        put(4, "d");

        List<Item<Integer, String>> heavy = pending.await(5, Duration.ZERO, Duration.ZERO);
        assertThat(values(heavy)).containsExactly("aaaaaaaaa");
        pending.done(heavy);
        assertThat(values(pending.await(5, Duration.ZERO, Duration.ZERO))).containsExactly("bb", "ccc");
    }
}
