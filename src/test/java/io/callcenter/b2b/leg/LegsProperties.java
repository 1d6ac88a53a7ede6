package io.callcenter.b2b.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** What must hold for any order of messages, losses, repetitions and timers; more histories by {@code -Dhistories=}. */
class LegsProperties {
    private static final int TRIES = 10_000;
    private static final int HISTORIES = Integer.getInteger("histories", TRIES);

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers()
                .between(0, 9_999)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofMaxSize(250)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    /** L58: the same when the process dies at any moment and another one takes the call up from what was saved. */
    @Property(tries = TRIES / 5, edgeCases = EdgeCasesMode.NONE)
    void l58_aCrashAtAnyMomentLeavesNothingBehind(@ForAll("choices") List<Integer> choices) {
        new World(choices).play(choices.size() / 2);
    }

    @Property(tries = TRIES / 10, edgeCases = EdgeCasesMode.NONE)
    void theSameMessagesGiveTheSameOrdersAndEvents(@ForAll("choices") List<Integer> choices) {
        assertThat(story(choices)).isEqualTo(story(choices)).isNotEmpty();
    }

    @Example
    void theHistoriesHaveReliableAnswersCallersWithoutAnOfferAndPhonesThatWantOne() {
        Random some = new Random(1);
        String all = IntStream.range(0, 1_500)
                .mapToObj(any -> story(some.ints(200, 0, 10_000).boxed().toList()))
                .collect(Collectors.joining("\n"));
        assertThat(all)
                .contains("> caller-call PRACK", "* LateOfferRefused[")
                .containsPattern("> caller-call ACK 1 \\[")
                .containsPattern("< \\S+ PRACK ")
                .containsPattern("\\* Connected\\[call=call-1, seq=\\d+, leg=\\S+-t\\d+");
    }

    private static String story(List<Integer> choices) {
        World world = new World(choices);
        world.play();
        return world.story();
    }

    /** L60: each leg invited is ended, each INVITE gets one final response, each 2xx an ACK, offers and answers alternate, one terminal event. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void l60_whateverHappensEverythingComesToItsEnd(@ForAll("choices") List<Integer> choices) {
        new World(choices).play();
        Random more = new Random(choices.hashCode());
        for (int i = TRIES; i < HISTORIES; i += TRIES) {
            new World(more.ints(more.nextInt(400), 0, 10_000).boxed().toList()).play();
        }
    }
}
