package io.callcenter.store.projection;

import io.callcenter.core.Media;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.AgentId;
import io.callcenter.store.database.ColumnText;
import io.callcenter.store.records.JournalCallRecords;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Makes rows of {@code cc_calls} and {@code cc_x_legs} (docs/design/behaviour.md 10). Deviation: B39: times are absolute, in Unix seconds. */
public final class CallRows {
    private static final int TEXT = 128;

    private final ColumnText fit;
    private final Supplier<String> node;

    /** Rows owned by that node. */
    public CallRows(ColumnText fit, Supplier<String> node) {
        this.fit = fit;
        this.node = node;
    }

    /** A row for both tables, keyed by the names in the statements. */
    Map<String, Object> row(JournalCallRecords.View call) throws SQLException {
        SavedCall saved = call.saved();
        Map<String, Object> row = new HashMap<>();
        row.put("call", saved.call().value());
        row.put("state", saved.state().listed().number());
        row.put("media", saved.media() == Media.AUDIO ? 0 : 1);
        row.put("rejections", saved.rejections());
        row.put("eta", (int) Math.max(0, Math.min(saved.estimatedWait(), Integer.MAX_VALUE)));
        row.put("started", seconds(saved.legStarted()));
        row.put("received", seconds(saved.received()));
        row.put("name", fit.fit(saved.callerName(), TEXT));
        row.put("user", fit.fit(saved.caller().user(), TEXT));
        row.put("flow", fit.fit(saved.flow().value(), TEXT));
        row.put("agent", fit.fit(saved.agent().map(AgentId::value).orElse(""), TEXT));
        row.put("param", fit.fit(saved.param(), TEXT));
        row.put("node", node.get());
        row.put("core", call.core());
        row.put("legs", call.legs());
        return row;
    }

    private static int seconds(Instant time) {
        return (int) Math.max(0, Math.min(time.getEpochSecond(), Integer.MAX_VALUE));
    }
}
