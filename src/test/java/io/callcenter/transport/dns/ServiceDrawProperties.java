package io.callcenter.transport.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ServiceDrawProperties {
    private static NameRecord.Service service(int priority, int weight, String host) {
        return new NameRecord.Service(priority, weight, 5060, host);
    }

    @Provide
    Arbitrary<List<NameRecord.Service>> services() {
        Arbitrary<Integer> weights = Arbitraries.oneOf(
                Arbitraries.of(0, 1, 65_535), Arbitraries.integers().between(0, 200));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3), weights, Arbitraries.of("a", "b", "c", "d", "e"))
                .as(ServiceDrawProperties::service)
                .list()
                .ofMaxSize(20);
    }

    @Property
    void eachIsThereOnceAndPrioritiesRise(@ForAll("services") List<NameRecord.Service> services, @ForAll long seed) {
        Random random = new Random(seed);
        List<NameRecord.Service> order = ServiceDraw.order(services, random::nextInt);
        assertThat(order).containsExactlyInAnyOrderElementsOf(services);
        assertThat(order).extracting(NameRecord.Service::priority).isSorted();
    }

    @Property
    void theDiceAreAskedWithinTheSumOfTheWeightsThatAreLeft(@ForAll("services") List<NameRecord.Service> services) {
        List<Integer> bounds = new ArrayList<>();
        ServiceDraw.order(services, bound -> {
            bounds.add(bound);
            return bound - 1;
        });
        int most = services.stream().mapToInt(NameRecord.Service::weight).sum() + 1;
        assertThat(bounds).allMatch(bound -> bound >= 1 && bound <= most);
    }

    /** RFC 2782: the first one whose running sum is not below the number drawn, those without weight standing first. */
    @Example
    void theDrawIsThatOfTheRfc() {
        List<NameRecord.Service> services =
                List.of(service(1, 3, "c"), service(1, 0, "z"), service(0, 9, "first"), service(1, 1, "a"));
        assertThat(hosts(services, 0, 0, 0)).containsExactly("first", "z", "c", "a");
        assertThat(hosts(services, 1, 4, 0)).containsExactly("first", "c", "a", "z");
        assertThat(hosts(services, 3, 1, 0)).containsExactly("first", "c", "a", "z");
        assertThat(hosts(services, 4, 3, 0)).containsExactly("first", "a", "c", "z");
    }

    private static List<String> hosts(List<NameRecord.Service> services, int... dice) {
        List<Integer> left = new ArrayList<>();
        for (int number : dice) {
            left.add(number);
        }
        return ServiceDraw.order(services, bound -> Math.min(bound - 1, left.remove(0))).stream()
                .map(NameRecord.Service::host)
                .toList();
    }

    @Example
    void sharesFollowTheWeights() {
        List<NameRecord.Service> services = List.of(service(1, 60, "a"), service(1, 30, "b"), service(1, 10, "c"));
        Random random = new Random(7);
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            first.merge(ServiceDraw.order(services, random::nextInt).get(0).host(), 1, Integer::sum);
        }
        assertThat(first.get("a")).isBetween(5_700, 6_300);
        assertThat(first.get("b")).isBetween(2_700, 3_300);
        assertThat(first.get("c")).isBetween(800, 1_200);
    }
}
