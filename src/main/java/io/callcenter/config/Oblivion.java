package io.callcenter.config;

import io.callcenter.config.settings.Reason;
import io.callcenter.core.Board;
import io.callcenter.mi.command.CallerCommands;
import io.callcenter.store.RecordStore;
import io.callcenter.store.database.CallerTables;
import io.callcenter.store.database.DatabaseRole;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What is written of callers, as far as a command can have it forgotten; with one thread of its own, as tables may be large. */
final class Oblivion implements CallerCommands.Written {
    private static final int IDLE_SECONDS = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RecordStore records;
    private final CallerTables tables;

    private Oblivion(RecordStore records, CallerTables tables) {
        this.records = records;
        this.tables = tables;
    }

    static CallerCommands commands(Foundation foundation, Board board, RecordStore records, StartedParts parts) {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, "cc-forget"));
        parts.started("forgetting", thread, thread::shutdownNow);
        CallerTables tables = new CallerTables(foundation.databases().dataSource(DatabaseRole.ACCOUNTING));
        return new CallerCommands(
                board, name -> foundation.users().role(name).isPresent(), new Oblivion(records, tables), thread);
    }

    @Override
    public Map<String, Long> forget(String caller) throws CallerCommands.Away {
        if (!records.settled(caller, PATIENCE)) {
            throw new CallerCommands.Away(
                    "records of this caller are on their way to the database or the broker: try again when it is back");
        }
        try {
            Map<String, Long> changed = new LinkedHashMap<>(tables.forget(caller));
            changed.put("dead", records.forgetInDeadLetters(caller));
            return changed;
        } catch (SQLException | IOException e) {
            throw new CallerCommands.Away(Reason.of(e));
        }
    }
}
