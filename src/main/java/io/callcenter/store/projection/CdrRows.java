package io.callcenter.store.projection;

import io.callcenter.core.Cdr;
import io.callcenter.core.Media;
import io.callcenter.store.database.ColumnText;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes rows of {@code cc_cdrs} (docs/design/behaviour.md 9): whole seconds, media 1 audio or 2 chat, texts made to fit.
 *
 * <p>{@code cid} is 32 bits wide in the reference's table: it holds the lower 31 bits of a call's number (B54).
 */
public final class CdrRows {
    private static final int CALLER = 64;
    private static final int ID = 128;

    private final ColumnText fit;
    private final InstantSource clock;

    public CdrRows(ColumnText fit, InstantSource clock) {
        this.fit = fit;
        this.clock = clock;
    }

    /** A row, keyed by the names in {@code insert-cdr.sql}. */
    Map<String, Object> row(Cdr cdr) throws SQLException {
        Map<String, Object> row = new HashMap<>();
        row.put("call", cdr.call().value());
        row.put("number", cdr.number());
        row.put("written", clock.instant().getEpochSecond());
        row.put("caller", fit.fit(cdr.caller(), CALLER));
        row.put("received", Timestamp.from(cdr.received().truncatedTo(ChronoUnit.SECONDS)));
        row.put("waited", seconds(cdr.waited()));
        row.put("pickup", seconds(cdr.pickUp()));
        row.put("talked", seconds(cdr.talked()));
        row.put("flow", fit.fit(cdr.flow().value(), ID));
        row.put("agent", cdr.agent().isPresent() ? fit.fit(cdr.agent().get().value(), ID) : null);
        row.put("type", cdr.type());
        row.put("rejected", cdr.rejected());
        row.put("fstats", cdr.stats());
        row.put("cid", cdr.sequence() & Integer.MAX_VALUE);
        row.put("media", cdr.media() == Media.AUDIO ? 1 : 2);
        return row;
    }

    /** What did not fit into the row, whole; keyed by the names in {@code insert-text.sql}. */
    static List<Map<String, Object>> texts(Cdr cdr, Map<String, Object> row) {
        List<Map<String, Object>> texts = new ArrayList<>();
        addIfCut(texts, cdr, "caller", cdr.caller(), row.get("caller"));
        addIfCut(texts, cdr, "flow_id", cdr.flow().value(), row.get("flow"));
        cdr.agent().ifPresent(agent -> addIfCut(texts, cdr, "agent_id", agent.value(), row.get("agent")));
        return texts;
    }

    private static void addIfCut(List<Map<String, Object>> texts, Cdr cdr, String field, String whole, Object inRow) {
        if (!whole.equals(inRow)) {
            texts.add(Map.of(
                    "call",
                    cdr.call().value(),
                    "number",
                    cdr.number(),
                    "field",
                    field,
                    "content",
                    whole.replace('\0', '?')));
        }
    }

    /** Whole seconds, cut as the reference does; never below 0. */
    private static long seconds(Duration time) {
        return Math.min(Math.max(time.getSeconds(), 0), Integer.MAX_VALUE);
    }
}
