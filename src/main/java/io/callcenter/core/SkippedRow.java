package io.callcenter.core;

import java.util.Objects;

/**
 * A provisioning row that was not taken as it is, and why.
 *
 * @param table {@code flows}, {@code agents} or the name of another table
 * @param row 1 for the first row read
 * @param id what the row says its id is; empty where it says none
 * @param reason one line that names the column
 */
public record SkippedRow(String table, int row, String id, String reason) {
    /** Refuses nulls. */
    public SkippedRow {
        Objects.requireNonNull(table);
        Objects.requireNonNull(id);
        Objects.requireNonNull(reason);
    }

    /** One line for logs: {@code agents row 3 (alice): location: not a SIP URI}. */
    @Override
    public String toString() {
        return table + " row " + row + (id.isEmpty() ? "" : " (" + id + ")") + ": " + reason;
    }
}
