package io.callcenter.store.projection;

import io.callcenter.ids.CallId;
import io.callcenter.store.records.JournalCallRecords;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that changed on their way to the route {@code calls-write}: whatever happened to one since the last batch is one row.
 *
 * <p>Rows of this node that the journal does not know, left by a crash, go with the first batch.
 */
public final class CallsTarget implements Projection.Target<CallId> {
    private static final Logger LOG = LoggerFactory.getLogger(CallsTarget.class);

    private final RouteSender senders;
    private final JournalCallRecords calls;
    private final CallRows rows;
    private final Supplier<String> node;
    private final Set<CallId> inTable = new HashSet<>();
    private final Set<CallId> unsure = new HashSet<>();
    private boolean compared;

    public CallsTarget(RouteSender senders, JournalCallRecords calls, CallRows rows, Supplier<String> node) {
        this.senders = senders;
        this.calls = calls;
        this.rows = rows;
        this.node = node;
    }

    /** What a batch does. */
    private static final class Changes {
        private final List<Map<String, Object>> removed = new ArrayList<>();
        private final List<Map<String, Object>> added = new ArrayList<>();
        private final List<Map<String, Object>> changed = new ArrayList<>();
        private final Set<CallId> nowIn = new HashSet<>();
        private final Set<CallId> nowOut = new HashSet<>();
    }

    @Override
    public void write(List<CallId> batch) throws SQLException {
        Changes changes = new Changes();
        for (CallId stale : stale()) {
            change(stale, changes);
        }
        for (CallId call : batch) {
            change(call, changes);
        }
        unsure.addAll(changes.nowIn);
        if (!changes.removed.isEmpty() || !changes.added.isEmpty() || !changes.changed.isEmpty()) {
            senders.send(
                    "direct:_project-calls",
                    null,
                    Map.of("CcRemoved", changes.removed, "CcAdded", changes.added, "CcChanged", changes.changed));
        }
        compared = true;
        inTable.addAll(changes.nowIn);
        inTable.removeAll(changes.nowOut);
        unsure.removeAll(changes.nowIn);
        unsure.removeAll(changes.nowOut);
    }

    /** A call that may be in the table after a failed attempt, or one of an earlier process, is removed before it is added. */
    private void change(CallId call, Changes changes) throws SQLException {
        Optional<JournalCallRecords.View> now = shown(call);
        boolean maybe = unsure.contains(call);
        if (now.isEmpty()) {
            if (inTable.contains(call) || maybe) {
                changes.removed.add(Map.of("call", call.value()));
            }
            changes.nowOut.add(call);
        } else if (inTable.contains(call)) {
            changes.changed.add(rows.row(now.get()));
        } else {
            if (maybe) {
                changes.removed.add(Map.of("call", call.value()));
            }
            changes.added.add(rows.row(now.get()));
            changes.nowIn.add(call);
        }
    }

    /** What the tables have of it: nothing of calls from agent to agent. */
    private Optional<JournalCallRecords.View> shown(CallId call) {
        return calls.view(call).filter(view -> !view.saved().betweenAgents());
    }

    /** A call that is over and never came into the table. Rows of an earlier process, unknown as yet, go when the table is first compared. */
    @Override
    public boolean needless(CallId call) {
        return !inTable.contains(call) && !unsure.contains(call) && shown(call).isEmpty();
    }

    /** At the first batch: rows of this node of calls that ended unseen. */
    private List<CallId> stale() {
        if (compared) {
            return List.of();
        }
        List<CallId> stale = new ArrayList<>();
        for (Map<String, Object> row : senders.rows("direct:_project-calls-known", Map.of("node", node.get()))) {
            row.values().stream()
                    .findFirst()
                    .map(Object::toString)
                    .filter(id -> !id.isBlank())
                    .ifPresent(id -> {
                        CallId call = new CallId(id.strip());
                        unsure.add(call);
                        if (shown(call).isEmpty()) {
                            stale.add(call);
                        }
                    });
        }
        if (!stale.isEmpty()) {
            LOG.info("calls: removed {} rows of calls that ended before the start", stale.size());
        }
        return stale;
    }

    @Override
    public void written(CallId call) {
        // the journal keeps a call as long as it lives
    }

    @Override
    public void refused(CallId call, Throwable why) {
        // the journal has it; its row is not there
    }

    @Override
    public void dropped(CallId call) {
        throw new IllegalStateException("changes of calls are never dropped");
    }
}
