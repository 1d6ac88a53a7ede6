package io.callcenter.transport.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The order in which the servers of a service are tried (RFC 2782): by priority, and by lot according to their weights within one. */
final class ServiceDraw {
    private static final Comparator<NameRecord.Service> BY_PRIORITY =
            Comparator.comparingInt(NameRecord.Service::priority).thenComparingInt(s -> s.weight() == 0 ? 0 : 1);

    private ServiceDraw() {}

    /**
     * All of them in an order drawn anew.
     *
     * @param dice a number from 0 to below the one given
     */
    static List<NameRecord.Service> order(List<NameRecord.Service> services, IntUnaryOperator dice) {
        List<NameRecord.Service> left = new ArrayList<>(services);
        left.sort(BY_PRIORITY);
        List<NameRecord.Service> order = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            order.add(draw(left, dice));
        }
        return order;
    }

    /** Takes one of those of the first priority, among which those without weight stand first. */
    private static NameRecord.Service draw(List<NameRecord.Service> left, IntUnaryOperator dice) {
        int same = 0;
        int sum = 0;
        while (same < left.size() && left.get(same).priority() == left.get(0).priority()) {
            sum += left.get(same++).weight();
        }
        int drawn = same == 1 ? 0 : dice.applyAsInt(sum + 1);
        int chosen = 0;
        for (int running = left.get(0).weight(); running < drawn && chosen < same - 1; ) {
            running += left.get(++chosen).weight();
        }
        return left.remove(chosen);
    }
}
