package io.callcenter.mi.command;

import io.callcenter.core.Interval;
import io.callcenter.core.SavedFigures.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The quarters of an hour that are over, as the accounting database has them. */
@FunctionalInterface
public interface IntervalHistory {
    /** They cannot be read now. */
    final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        /** For that reason. */
        public Away(String reason) {
            super(reason);
        }
    }

    /**
     * Reads those of all flows, or of all agents, or of one of them. Holds up the caller's thread.
     *
     * @param from the first quarter
     * @param to the first quarter that does not belong to them
     * @param each gets them one by one, by time and name
     * @throws Away when the database is away or takes too long
     */
    void read(Scope scope, Instant from, Instant to, Optional<String> name, Consumer<Interval> each) throws Away;
}
