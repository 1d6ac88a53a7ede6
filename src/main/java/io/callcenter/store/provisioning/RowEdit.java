package io.callcenter.store.provisioning;

import io.callcenter.core.Provisioning;
import io.callcenter.core.SkippedRow;
import io.callcenter.store.database.ProvisionedTable;
import io.callcenter.store.database.ProvisionedTable.Column;
import io.callcenter.store.provisioning.ProvisioningEdit.Outcome.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An edit laid over the rows of its table: what the row was, what it becomes, which values are written. Rows hold values by the reference's
 * names, in lower case. Pure.
 *
 * @param before the row as it was read; empty where there is none
 * @param after the row as it is to be; empty when it is deleted
 * @param written the values that differ, by the reference's names
 */
record RowEdit(
        ProvisionedTable table,
        Map<String, String> names,
        Optional<Map<String, Object>> before,
        Map<String, Object> after,
        Map<String, Object> written) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,10}");

    /** Why an edit is refused. */
    static final class BadEdit extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Refused refusal;

        BadEdit(int code, String text, String reason) {
            super(text, null, false, false);
            refusal = new Refused(code, text, reason);
        }

        Refused refusal() {
            return refusal;
        }
    }

    /**
     * Looks at the edit.
     *
     * @param read all rows of its table
     * @param names the table's names in use, by the reference's names
     * @throws BadEdit 404 for a row to delete that is not there, 400 for a value that makes a row which is not taken whole
     */
    static RowEdit of(ProvisioningEdit edit, TableRows read, Map<String, String> names) throws BadEdit {
        ProvisionedTable table = edit.table();
        Optional<Map<String, Object>> before = read.rows().stream()
                .filter(row -> text(row.get(table.key())).equals(edit.id()))
                .findFirst();
        if (edit.values().isEmpty()) {
            if (before.isEmpty()) {
                throw notFound(table);
            }
            return new RowEdit(table, names, before, Map.of(), Map.of());
        }
        Map<String, Object> after =
                before.<Map<String, Object>>map(LinkedHashMap::new).orElseGet(() -> fresh(table, edit.id()));
        Map<String, Object> written = new LinkedHashMap<>(before.isPresent() ? Map.of() : after);
        for (Column column : table.columns()) {
            Optional<String> value = edit.values().get().get(names.get(column.name()));
            if (value != null) {
                Object stored = stored(column, value, names);
                if (before.isEmpty() || !text(after.get(column.name())).equals(text(stored))) {
                    written.put(column.name(), stored);
                }
                after.put(column.name(), stored);
            }
        }
        RowEdit made = new RowEdit(table, names, before, after, written);
        made.check(edit);
        made.checkWidths(read.widths());
        return made;
    }

    static BadEdit notFound(ProvisionedTable table) {
        return new BadEdit(404, table == ProvisionedTable.FLOWS ? "Flow not found" : "Agent not found", "");
    }

    private static Map<String, Object> fresh(ProvisionedTable table, String id) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(table.key(), id);
        table.columns().forEach(column -> row.put(column.name(), column.standard()));
        if (table == ProvisionedTable.AGENTS) {
            row.put("wrapup_end_time", 0L);
        }
        return row;
    }

    private static Object stored(Column column, Optional<String> value, Map<String, String> names) throws BadEdit {
        String text = value.map(String::stripTrailing).orElse("");
        if (column.kind() != ProvisionedTable.Kind.NUMBER) {
            return text.isEmpty() && column.kind() == ProvisionedTable.Kind.TEXT_OR_NULL ? null : text;
        }
        String number = text.strip();
        if (number.isEmpty()) {
            return column.standard();
        }
        if (!WHOLE_NUMBER.matcher(number).matches()) {
            throw new BadEdit(
                    400,
                    "Bad " + names.get(column.name()),
                    "not a whole number: " + number.substring(0, Math.min(number.length(), 40)));
        }
        long whole = Long.parseLong(number);
        if (whole != (int) whole) {
            throw new BadEdit(400, "Bad " + names.get(column.name()), "too large: " + number);
        }
        return whole;
    }

    /** Whether a load would take the row, with nothing in doubt that this edit says. */
    private void check(ProvisioningEdit edit) throws BadEdit {
        Provisioning none = new Provisioning(List.of(), List.of());
        LoadedProvisioning read = table == ProvisionedTable.FLOWS
                ? ProvisioningRows.read(List.of(after), List.of(), none)
                : ProvisioningRows.read(List.of(), List.of(after), none);
        for (SkippedRow row : read.skipped()) {
            throw bad(row.reason());
        }
        for (SkippedRow row : read.warnings()) {
            String column = column(row.reason());
            if (names.containsKey(column)
                    && (written.containsKey(column)
                            || edit.values().orElse(Map.of()).containsKey(names.get(column)))) {
                throw bad(row.reason());
            }
        }
    }

    private void checkWidths(Map<String, Integer> widths) throws BadEdit {
        Map<String, Object> all = new LinkedHashMap<>(written);
        if (isInsertion()) {
            all.put(table.key(), key());
        }
        for (Map.Entry<String, Object> value : all.entrySet()) {
            int width = widths.getOrDefault(value.getKey(), Integer.MAX_VALUE);
            String text = text(value.getValue());
            if (value.getValue() instanceof String && text.codePointCount(0, text.length()) > width) {
                throw bad(value.getKey() + ": longer than " + width + " characters");
            }
        }
    }

    /** The column that a database probably means that says only that a value is refused. */
    String suspect() {
        if (isInsertion()) {
            return table.key();
        }
        return written.entrySet().stream()
                .filter(value -> !text(value.getValue()).chars().allMatch(c -> c < 128))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> written.keySet().stream().findFirst().orElse(table.key()));
    }

    /** A refusal of the value in the column that the reason begins with. */
    BadEdit bad(String reason) {
        String column = column(reason);
        String why = reason.substring(reason.indexOf(": ") + 2);
        if (before.isEmpty() && after.get(column) == null && why.startsWith("NULL")) {
            why = "a new " + table.thing() + " needs it";
        }
        String parameter = column.equals(table.key()) ? table.thing() + "_id" : names.getOrDefault(column, column);
        return new BadEdit(400, "Bad " + parameter, why);
    }

    /** The column that a reason of {@link ProvisioningRows} begins with. */
    private String column(String reason) {
        return Stream.concat(Stream.of(table.key()), table.columns().stream().map(Column::name))
                .filter(name -> reason.startsWith(name + ":") || reason.startsWith(name + " "))
                .findFirst()
                .orElse("");
    }

    /** The rows as they are then. */
    List<Map<String, Object>> over(List<Map<String, Object>> rows) {
        List<Map<String, Object>> result = new ArrayList<>(rows);
        if (before.isEmpty()) {
            result.add(after);
        } else if (isDeletion()) {
            result.removeIf(row -> sameKey(row, before.get()));
        } else {
            result.replaceAll(row -> row == before.get() ? after : row);
        }
        return result;
    }

    private boolean sameKey(Map<String, Object> row, Map<String, Object> other) {
        return text(row.get(table.key())).equals(text(other.get(table.key())));
    }

    boolean isInsertion() {
        return before.isEmpty();
    }

    boolean isDeletion() {
        return after.isEmpty();
    }

    /** The id, without blanks on the right: so it is found in columns of fixed width, too. */
    String key() {
        return text(before.orElse(after).get(table.key()));
    }

    /** One line for the audit: what was, what is. */
    String trace() {
        if (isDeletion()) {
            return "deleted " + whole(before.orElseThrow());
        }
        if (isInsertion()) {
            return "added " + whole(after);
        }
        return written.isEmpty()
                ? "unchanged"
                : written.entrySet().stream()
                        .map(e -> names.get(e.getKey()) + ": "
                                + Objects.toString(before.orElseThrow().get(e.getKey()), "NULL") + " -> "
                                + Objects.toString(e.getValue(), "NULL"))
                        .collect(Collectors.joining(", "));
    }

    private String whole(Map<String, Object> row) {
        return table.columns().stream()
                .map(column -> names.get(column.name()) + ": " + Objects.toString(row.get(column.name()), "NULL"))
                .collect(Collectors.joining(", "));
    }

    /** A value as text, without blanks on the right; empty for NULL. */
    static String text(Object value) {
        return value == null ? "" : value.toString().stripTrailing();
    }
}
