package io.callcenter.demo;

import java.util.Optional;

/**
 * A row of {@code cc_cdrs} (docs/design/behaviour.md 9); times in whole seconds.
 *
 * @param caller user part of the caller's URI
 * @param agent empty = NULL
 * @param type -2 refused offer, -1 failed, 0 answered, 1 other end
 * @param rejected refused offers before this row
 * @param stats 1 inbound, 2 distributed, 4 answered, 8 abandoned
 * @param cid number of the call
 */
record CdrRow(
        String caller,
        String flow,
        Optional<String> agent,
        int type,
        int rejected,
        int stats,
        long cid,
        long waited,
        long pickUp,
        long talked) {}
