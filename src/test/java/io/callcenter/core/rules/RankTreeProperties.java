package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** An ordered set with ranks is an ordered set with ranks. */
class RankTreeProperties {
    @Property(tries = 500)
    void ranksAreThoseOfASortedSet(@ForAll @Size(max = 200) List<@IntRange(min = -40, max = 40) Integer> keys) {
        RankTree<Integer> tree = new RankTree<>();
        TreeSet<Integer> sorted = new TreeSet<>();
        for (int key : keys) {
            if (sorted.add(key)) {
                tree.add(key);
            } else {
                sorted.remove(key);
                tree.remove(key);
            }
            tree.remove(1000);
            assertThat(tree.size()).isEqualTo(sorted.size());
            for (int probe = -41; probe <= 41; probe += 3) {
                assertThat(tree.rank(probe)).isEqualTo(sorted.headSet(probe).size());
            }
        }
    }
}
