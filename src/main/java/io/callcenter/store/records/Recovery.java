package io.callcenter.store.records;

import io.callcenter.core.SavedLogin;
import io.callcenter.ids.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives the state of the process before to the route {@code recovery-read}; bean {@code recovery}. */
public final class Recovery {
    private volatile RecoveredState journal;
    private volatile boolean firstStart;

    /** This is what the journal had. */
    public void opened(RecoveredState found, boolean first) {
        journal = found;
        firstStart = first;
    }

    /** Whether the journal is new: only then are logins taken from the table, which lags behind the journal. */
    public boolean isFirstStart() {
        return firstStart;
    }

    /** No rows of logins. */
    public List<Map<String, Object>> noRows() {
        return List.of();
    }

    /** The state, with the logins of the table where the journal is new; a row that makes no sense is left out. */
    public RecoveredState state(List<Map<String, Object>> loginRows) {
        RecoveredState found = journal;
        List<SavedLogin> logins = new ArrayList<>(found.logins());
        loginRows.forEach(row -> login(row, logins));
        return new RecoveredState(found.calls(), found.legs(), found.over(), logins, found.figures(), found.putAside());
    }

    private static void login(Map<String, Object> row, List<SavedLogin> logins) {
        Map<String, Object> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(row);
        if (any.get("agent_id") instanceof String agent
                && !agent.isBlank()
                && any.get("logged_in") instanceof Number on
                && any.get("row_logged_in") instanceof Number rowOn) {
            logins.add(new SavedLogin(new AgentId(agent.stripTrailing()), on.intValue() != 0, rowOn.intValue() != 0));
        }
    }
}
