package io.callcenter.config;

import io.callcenter.core.Reply;
import io.callcenter.store.files.StoreProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a start without databases: tries again every two seconds until their tables are made or checked, then loads flows and agents, once.
 * Records need nothing of it, their projections try by themselves.
 *
 * <p>What would have ended a first start, such as tables of another generation, is said by {@link #trouble} and tried again, too: calls are on,
 * and whoever mends it need not restart. One thread of its own; {@link #trouble} is for any.
 */
final class DatabaseRetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRetry.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Preparation preparation;
    private final ProvisioningLoad load;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cc-databases"));
    private volatile Optional<String> trouble = Optional.empty();

    /** Makes and checks the tables of all databases. */
    @FunctionalInterface
    interface Preparation {
        /** Returns when they are as they must be. */
        void run() throws StoreProblem;
    }

    DatabaseRetry(Preparation preparation, ProvisioningLoad load) {
        this.preparation = preparation;
        this.load = load;
    }

    /** Begins to try. */
    void await(String why) {
        trouble = Optional.of(why);
        again();
    }

    /** Why flows and agents are still those of the copy, or tables not checked; empty when all is as after any other start. */
    Optional<String> trouble() {
        return trouble;
    }

    private void again() {
        thread.schedule(this::attempt, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        try {
            preparation.run();
        } catch (StoreProblem e) {
            still(e.getMessage());
            return;
        }
        load.reload().whenComplete((reply, failure) -> {
            if (failure != null || reply instanceof Reply.Refused) {
                still("flows and agents cannot be read");
            } else {
                trouble = Optional.empty();
                LOG.info("Databases are available again; tables checked, flows and agents loaded");
            }
        });
    }

    private void still(String why) {
        if (!trouble.equals(Optional.of(why))) {
            LOG.warn("Databases are still unavailable: {}", why);
        }
        trouble = Optional.of(why);
        again();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
