package io.callcenter.store.projection;

import io.callcenter.core.AuditEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes rows of {@code cc_x_audit}; what is too long for a column is cut. */
public final class AuditRows {
    private static final int NAME = 128;
    private static final int DEED = 64;
    private static final int DETAILS = 1024;
    private static final int ANSWER = 2048;

    private AuditRows() {}

    /** Hands a batch to the route {@code audit-write}. */
    public static void send(RouteSender senders, List<AuditEntry> batch) {
        senders.send("direct:_project-audit", batch.stream().map(AuditRows::row).toList(), Map.of());
    }

    private static Map<String, Object> row(AuditEntry entry) {
        Map<String, Object> row = new HashMap<>();
        row.put("at", entry.at().toEpochMilli());
        row.put("number", entry.number());
        row.put("who", fit(entry.who(), NAME));
        row.put("origin", fit(entry.origin(), NAME));
        row.put("deed", fit(entry.deed(), DEED));
        row.put("flow", fit(entry.target().flow(), NAME));
        row.put("agent", fit(entry.target().agent(), NAME));
        row.put("call", fit(entry.target().call(), NAME));
        row.put("details", fit(entry.details(), DETAILS));
        row.put("answer", fit(entry.answer(), ANSWER));
        return row;
    }

    /** So many characters, and no half of a pair. */
    private static String fit(String text, int longest) {
        String plain = text.replace('\0', '?');
        if (plain.length() <= longest) {
            return plain;
        }
        int end = Character.isHighSurrogate(plain.charAt(longest - 1)) ? longest - 1 : longest;
        return plain.substring(0, end);
    }
}
