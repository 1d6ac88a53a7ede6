package io.callcenter.transport.dns;

import io.callcenter.transport.address.ListenPoint;
import java.util.ArrayList;
import java.util.List;

/** By which transports, and to which families of addresses, we can send, and be answered. Any thread. */
public final class ReachableFamilies {
    private final List<ListenPoint> points;

    /** That of these points; the family of the first one comes first. */
    public ReachableFamilies(List<ListenPoint> points) {
        this.points = List.copyOf(points);
    }

    /** Whether we listen on that transport. */
    boolean speaks(String transport) {
        for (ListenPoint point : points) {
            if (point.transport().equals(transport)) {
                return true;
            }
        }
        return false;
    }

    /** What to ask for to send by that transport, the family that is tried first being the first. */
    List<NameRecord.Kind> families(String transport) {
        List<NameRecord.Kind> families = new ArrayList<>(2);
        NameRecord.Kind first = isIpv6(points.get(0)) ? NameRecord.Kind.AAAA : NameRecord.Kind.A;
        NameRecord.Kind second = first == NameRecord.Kind.A ? NameRecord.Kind.AAAA : NameRecord.Kind.A;
        for (NameRecord.Kind family : List.of(first, second)) {
            if (reaches(transport, family == NameRecord.Kind.AAAA)) {
                families.add(family);
            }
        }
        return families;
    }

    private boolean reaches(String transport, boolean ipv6) {
        for (ListenPoint point : points) {
            boolean both = isIpv6(point) && point.everyAddress() && !transport.equals("udp");
            if (point.transport().equals(transport) && (both || isIpv6(point) == ipv6)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIpv6(ListenPoint point) {
        return point.host().indexOf(':') >= 0;
    }
}
