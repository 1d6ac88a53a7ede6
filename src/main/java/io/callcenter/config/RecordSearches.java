package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.core.Board;
import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.command.ScopedBoard;
import io.callcenter.mi.command.TimeArguments;
import io.callcenter.store.database.AuditTable;
import io.callcenter.store.database.CdrTable;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.web.RecordSearch;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Searches for written records, with two threads of their own and one for files: a long one holds up neither calls nor commands, a file no
 * searches.
 */
final class RecordSearches {
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 8;
    private static final int IDLE_SECONDS = 30;

    private RecordSearches() {}

    static RecordSearch start(Settings settings, Foundation foundation, Board board, StartedParts parts) {
        ThreadPoolExecutor threads = threads("cc-records", AT_A_TIME, new ArrayBlockingQueue<>(MOST_WAITING));
        parts.started("searches", threads, threads::shutdownNow);
        ThreadPoolExecutor files = threads("cc-record-file", 1, new SynchronousQueue<>());
        parts.started("files of records", files, files::shutdownNow);
        DataSource accounting = foundation.databases().dataSource(DatabaseRole.ACCOUNTING);
        ZoneId zone = Policies.books(settings).zone();
        TimeArguments moments = new TimeArguments(zone);
        return new RecordSearch(
                new Records(new CdrTable(accounting)),
                deeds(new AuditTable(accounting)),
                zone,
                moments::from,
                moments::to,
                scope -> part(board, scope),
                threads,
                files,
                foundation.clock());
    }

    private static ThreadPoolExecutor threads(String name, int number, BlockingQueue<Runnable> waiting) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                number, number, IDLE_SECONDS, TimeUnit.SECONDS, waiting, task -> new Thread(task, name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Optional<RecordSearch.Part> part(Board board, UserScope scope) {
        if (scope.isAll()) {
            return Optional.empty();
        }
        ScopedBoard seen = new ScopedBoard(board, scope);
        return Optional.of(new RecordSearch.Part(
                seen.flows().stream().map(row -> row.flow().id().value()).collect(Collectors.toSet()),
                seen.agents().stream().map(row -> row.agent().value()).collect(Collectors.toSet())));
    }

    private static RecordSearch.Deeds deeds(AuditTable table) {
        return (filter, most) -> {
            try {
                return table.read(filter, most);
            } catch (SQLException e) {
                throw new RecordSearch.Away(Reason.of(e));
            }
        };
    }

    private record Records(CdrTable table) implements RecordSearch.Cdrs {
        @Override
        public List<FoundCdr> read(CdrFilter filter, int most) throws RecordSearch.Away {
            try {
                return table.read(filter, most);
            } catch (SQLException e) {
                throw new RecordSearch.Away(Reason.of(e));
            }
        }

        @Override
        public boolean areIndexed() throws RecordSearch.Away {
            try {
                return table.hasTimeIndex();
            } catch (SQLException e) {
                throw new RecordSearch.Away(Reason.of(e));
            }
        }
    }
}
