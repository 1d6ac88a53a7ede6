package io.callcenter.mi.command;

import io.callcenter.mi.access.CommandAnswer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads and writes the rows of flows and agents, one command at a time; never blocks the caller. Any thread. */
public interface Provisioner {
    /** Which of the two tables. */
    enum Kind {
        FLOW,
        AGENT
    }

    /**
     * A change of one row.
     *
     * @param id of the flow or agent
     * @param values by the column's name in use, empty = NULL: of a row that is made where it is missing; no map at all deletes the row
     * @param dryRun whether nothing is written
     */
    record Change(Kind kind, String id, Optional<Map<String, Optional<String>>> values, boolean dryRun) {
        public Change {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(id);
            values = values.map(Map::copyOf);
        }
    }

    /** Names in use of the columns that a command may set, without the one of the id. */
    List<String> columns(Kind kind);

    /**
     * Writes the row and reloads; completes with the differences between what was in use and what is now, or with 400 {@code Bad <parameter>},
     * 403 and 503 where the database refuses or is away, 404 for a row that is not there, 500.
     */
    CompletionStage<CommandAnswer> change(Change change);

    /** Completes with the whole row under the names in use, or with 404, 503. */
    CompletionStage<CommandAnswer> show(Kind kind, String id);

    /** Completes with the differences that a reload would make. */
    CompletionStage<CommandAnswer> compare();
}
