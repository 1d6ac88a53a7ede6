package io.callcenter.ha;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Who shares the records of a partition, and who this process is among them.
 *
 * @param part {@code cc.ha.part}: the partition
 * @param self {@code cc.ha.self}: one of the members
 * @param addresses {@code cc.ha.members}: each member with {@code host:port}; at least one
 * @param electionLeast shortest silence of a leader after which another stands for election
 * @param electionMost the longest one
 * @param lease how long a leader may speak after a majority has confirmed it; below {@code electionLeast}
 */
public record Membership(
        String part,
        String self,
        Map<String, String> addresses,
        Duration electionLeast,
        Duration electionMost,
        Duration lease) {
    /** Refuses, in words for the operator, what cannot work. */
    public Membership {
        Objects.requireNonNull(part);
        addresses = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
        if (!addresses.containsKey(self)) {
            throw new IllegalArgumentException(
                    "cc.ha.self = " + self + ": not a name of cc.ha.members " + addresses.keySet());
        }
        if (electionMost.compareTo(electionLeast) <= 0) {
            throw new IllegalArgumentException("cc.ha.election: the second time-out must be longer than the first");
        }
        if (lease.compareTo(electionLeast) >= 0) {
            throw new IllegalArgumentException("cc.ha.lease = " + lease.toMillis()
                    + "ms: must be shorter than the first time-out of cc.ha.election, " + electionLeast.toMillis()
                    + "ms");
        }
    }
}
