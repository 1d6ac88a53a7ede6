package io.callcenter.web;

import io.callcenter.core.AuditEntry;
import io.callcenter.core.AuditFilter;
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
 * How written records are found.
 *
 * @param cdrs reads call detail records
 * @param deeds reads the audit
 * @param zone in which days begin
 * @param moment reads a day or a time as the beginning of a span
 * @param end reads one as its end
 * @param part what is there for who has that scope; empty = all
 * @param threads two, which may take their time
 * @param files one for a file, which may take longer; refuses a second file
 */
public record RecordSearch(
        Cdrs cdrs,
        Deeds deeds,
        ZoneId zone,
        Function<String, Optional<Instant>> moment,
        Function<String, Optional<Instant>> end,
        Function<UserScope, Optional<Part>> part,
        Executor threads,
        Executor files,
        InstantSource clock) {
    /** Written call detail records. */
    public interface Cdrs {
        /** Those that the filter lets through, the newest first, so many at most. */
        List<FoundCdr> read(CdrFilter filter, int most) throws Away;

        /** Whether long spans can be searched. */
        boolean areIndexed() throws Away;
    }

    /** The written audit. */
    @FunctionalInterface
    public interface Deeds {
        /** Entries that the filter lets through, the newest first, so many at most. */
        List<AuditEntry> read(AuditFilter filter, int most) throws Away;
    }

    /** Names of flows and agents that are there for somebody. */
    public record Part(Set<String> flows, Set<String> agents) {
        /** Copies the sets. */
        public Part {
            flows = Set.copyOf(flows);
            agents = Set.copyOf(agents);
        }
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
