package io.callcenter.config;

import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditTarget;
import io.callcenter.core.Board;
import io.callcenter.ids.CallId;

/** Finds the flow of a call to which something was done, so that who sees that flow sees the deed. */
final class AuditFlow {
    private static final int LONGEST_ID = 128;

    private AuditFlow() {}

    /** The same with the flow of its call, where it names a call that is there and no flow. */
    static AuditEntry of(Board board, AuditEntry entry) {
        AuditTarget target = entry.target();
        if (target.call().isBlank()
                || target.call().length() > LONGEST_ID
                || !target.flow().isEmpty()) {
            return entry;
        }
        return board.call(new CallId(target.call()))
                .map(row -> new AuditEntry(
                        entry.at(),
                        entry.number(),
                        entry.who(),
                        entry.origin(),
                        entry.deed(),
                        new AuditTarget(row.flow().value(), target.agent(), target.call()),
                        entry.details(),
                        entry.answer()))
                .orElse(entry);
    }
}
