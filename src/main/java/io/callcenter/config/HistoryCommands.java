package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.core.Board;
import io.callcenter.mi.command.IntervalHistory;
import io.callcenter.mi.command.ReportCommands;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.IntervalTables;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The commands that tell what was, with two threads of their own: a long report holds up neither calls nor other commands. */
final class HistoryCommands {
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 32;
    private static final int IDLE_SECONDS = 30;

    private HistoryCommands() {}

    static ReportCommands commands(Settings settings, Foundation foundation, Board board, StartedParts parts) {
        IntervalTables tables = new IntervalTables(foundation.databases().dataSource(DatabaseRole.ACCOUNTING));
        IntervalHistory history = (scope, from, to, name, each) -> {
            try {
                tables.read(scope, from, to, name, each);
            } catch (SQLException e) {
                throw new IntervalHistory.Away(Reason.of(e));
            }
        };
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                AT_A_TIME,
                AT_A_TIME,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> new Thread(task, "cc-report"));
        threads.allowCoreThreadTimeOut(true);
        parts.started("reports", threads, threads::shutdownNow);
        return new ReportCommands(
                board, foundation.clock(), Policies.books(settings).zone(), history, threads);
    }
}
