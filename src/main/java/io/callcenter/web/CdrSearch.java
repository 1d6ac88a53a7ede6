package io.callcenter.web;

import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.UserScope;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * How call detail records are found.
 *
 * @param records reads them
 * @param zone in which days begin
 * @param moment reads a day or a time as the beginning of a span
 * @param end reads one as its end
 * @param flows the flows that are there for who has that scope; empty = all
 * @param threads two, which may take their time
 * @param files one for a file, which may take longer; refuses a second file
 */
public record CdrSearch(
        Records records,
        ZoneId zone,
        Function<String, Optional<Instant>> moment,
        Function<String, Optional<Instant>> end,
        Function<UserScope, Optional<Set<String>>> flows,
        Executor threads,
        Executor files,
        InstantSource clock) {
    /** Written call detail records. */
    public interface Records {
        /** Those that the filter lets through, the newest first, so many at most. */
        List<FoundCdr> read(CdrFilter filter, int most) throws Away;

        /** Whether long spans can be searched. */
        boolean areIndexed() throws Away;
    }

    /** The database cannot be asked, or not in time. */
    public static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        /** For that reason. */
        public Away(String why) {
            super(why, null, false, false);
        }
    }
}
