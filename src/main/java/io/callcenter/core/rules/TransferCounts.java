package io.callcenter.core.rules;

import io.callcenter.core.Board;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How transfers went since the start of the process. The lane counts; any thread reads. */
final class TransferCounts {
    private final Map<Board.TransferKind, Long> counts = new ConcurrentHashMap<>();

    void count(String kind, String target, String outcome) {
        counts.merge(new Board.TransferKind(kind, target, outcome), 1L, Long::sum);
    }

    void count(Transfer transfer, String outcome) {
        count(transfer.kind(), transfer.goal().kind(), outcome);
    }

    Map<Board.TransferKind, Long> all() {
        return Map.copyOf(counts);
    }
}
