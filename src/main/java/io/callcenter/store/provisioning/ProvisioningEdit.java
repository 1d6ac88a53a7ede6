package io.callcenter.store.provisioning;

import io.callcenter.store.database.ProvisionedTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of one row of a provisioning table.
 *
 * @param id of the flow or agent; blanks on the right do not count
 * @param values by the column's name in use, empty = NULL: of a row that is made where it is missing; no map at all deletes the row
 * @param dryRun whether the change is only looked at
 */
public record ProvisioningEdit(
        ProvisionedTable table, String id, Optional<Map<String, Optional<String>>> values, boolean dryRun) {
    /** Copies the values. */
    public ProvisioningEdit {
        Objects.requireNonNull(table);
        id = id.stripTrailing();
        values = values.map(Map::copyOf);
    }

    /** What comes of it. */
    public sealed interface Outcome {
        /**
         * It was written, or with {@link ProvisioningEdit#dryRun} could have been.
         *
         * @param loaded what a reload reads then
         * @param trace the values before and after, in one line
         */
        record Done(LoadedProvisioning loaded, String trace) implements Outcome {}

        /** A row under the names in use: numbers as numbers, NULL as null. */
        record Row(Map<String, Object> values) implements Outcome {
            public Row {
                values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            }
        }

        /**
         * Nothing was written.
         *
         * @param code 400, 403, 404, 409, 500 or 503
         * @param text one line, {@code Bad <column's name in use>} for 400
         * @param reason more detail; empty = none
         */
        record Refused(int code, String text, String reason) implements Outcome {}
    }
}
