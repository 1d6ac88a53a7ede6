package io.callcenter.config;

import io.callcenter.core.AuditTarget;
import io.callcenter.core.Board;
import io.callcenter.ids.CallId;

/** Finds the flow of a call to which something is done, so that who sees that flow sees the deed. */
final class AuditFlow {
    private static final int LONGEST_ID = 128;

    private AuditFlow() {}

    /** The same with the flow of its call, where it names a call that is there and no flow. */
    static AuditTarget of(Board board, AuditTarget target) {
        if (target.call().isBlank()
                || target.call().length() > LONGEST_ID
                || !target.flow().isEmpty()) {
            return target;
        }
        return board.call(new CallId(target.call()))
                .map(row -> new AuditTarget(row.flow().value(), target.agent(), target.call()))
                .orElse(target);
    }
}
