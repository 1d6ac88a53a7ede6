package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.core.Board;
import io.callcenter.core.CdrFilter;
import io.callcenter.core.FoundCdr;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.command.Moments;
import io.callcenter.mi.command.ScopedBoard;
import io.callcenter.store.database.CdrTable;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.web.CdrSearch;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Searches for call detail records, with two threads of their own and one for files: a long one holds up neither calls nor commands, a file no
 * searches.
 */
final class CdrSearches {
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 8;
    private static final int IDLE_SECONDS = 30;

    private CdrSearches() {}

    static CdrSearch start(Settings settings, Foundation foundation, Board board, RunningParts parts) {
        ThreadPoolExecutor threads = threads("cc-cdrs", AT_A_TIME, new ArrayBlockingQueue<>(MOST_WAITING));
        parts.started("searches", threads, threads::shutdownNow);
        ThreadPoolExecutor files = threads("cc-cdr-file", 1, new SynchronousQueue<>());
        parts.started("files of records", files, files::shutdownNow);
        ZoneId zone = Policies.books(settings).zone();
        Moments moments = new Moments(zone);
        return new CdrSearch(
                new Records(new CdrTable(foundation.databases().dataSource(DatabaseRole.ACCOUNTING))),
                zone,
                moments::from,
                moments::to,
                scope -> flows(board, scope),
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

    private static Optional<Set<String>> flows(Board board, UserScope scope) {
        return scope.isAll()
                ? Optional.empty()
                : Optional.of(new ScopedBoard(board, scope)
                        .flows().stream().map(row -> row.flow().id().value()).collect(Collectors.toSet()));
    }

    private record Records(CdrTable table) implements CdrSearch.Records {
        @Override
        public List<FoundCdr> read(CdrFilter filter, int most) throws CdrSearch.Away {
            try {
                return table.read(filter, most);
            } catch (SQLException e) {
                throw new CdrSearch.Away(Reason.of(e));
            }
        }

        @Override
        public boolean areIndexed() throws CdrSearch.Away {
            try {
                return table.hasTimeIndex();
            } catch (SQLException e) {
                throw new CdrSearch.Away(Reason.of(e));
            }
        }
    }
}
