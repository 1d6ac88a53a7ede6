package io.callcenter.core.rules;

import io.callcenter.core.Board;
import io.callcenter.core.PassedFields;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How transfers went since the start of the process. The lane counts; any thread reads. */
final class TransferCounts {
    private final Map<Board.TransferKind, Long> counts = new ConcurrentHashMap<>();
    private volatile long omitted;

    void count(String kind, String target, String outcome) {
        counts.merge(new Board.TransferKind(kind, target, outcome), 1L, Long::sum);
    }

    void count(Transfer transfer, String outcome) {
        count(transfer.kind(), transfer.goal().kind(), outcome);
    }

    /** Those fields as far as the bounds allow; the others are counted. */
    PassedFields bound(PassedFields fields) {
        PassedFields kept = fields.bounded();
        omitted += fields.fields().size() - kept.fields().size();
        return kept;
    }

    /** Header fields that were too much to go with their callers. */
    long omitted() {
        return omitted;
    }

    Map<Board.TransferKind, Long> all() {
        return Map.copyOf(counts);
    }
}
