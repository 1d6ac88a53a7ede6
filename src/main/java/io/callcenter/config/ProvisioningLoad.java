package io.callcenter.config;

import io.callcenter.app.CenterAccess;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.mi.command.Reloader;
import io.callcenter.store.provisioning.LoadedProvisioning;
import io.callcenter.store.provisioning.ProvisioningReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads flows and agents by the route {@code provisioning-load} and swaps them in; one load, or other task that uses the tables, at a time, never
 * on the caller's thread. At most {@value #MOST_WAITING} tasks wait.
 */
final class ProvisioningLoad implements Reloader, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProvisioningLoad.class);
    private static final String ROUTE = "direct:_provisioning-load";
    private static final int MOST_WAITING = 64;
    private static final Reply FAILED = new Reply.Refused(500, "Failed to reload");

    private final ProducerTemplate template;
    private final CenterAccess center;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> new Thread(task, "cc-provisioning"));

    ProvisioningLoad(ProducerTemplate template, CenterAccess center) {
        this.template = template;
        this.center = center;
    }

    @Override
    public CompletionStage<Reply> reload() {
        try {
            return inTurn(this::load);
        } catch (RejectedExecutionException e) {
            LOG.warn("Reload failed: {} tasks wait for the provisioning tables already", MOST_WAITING);
            return CompletableFuture.completedFuture(FAILED);
        }
    }

    /**
     * Runs a task when those before it have been run.
     *
     * @throws RejectedExecutionException when too many wait
     */
    <T> CompletionStage<T> inTurn(Supplier<CompletionStage<T>> task) {
        return CompletableFuture.supplyAsync(task, thread).thenCompose(done -> done);
    }

    /** A load as a part of a task that runs {@link #inTurn}: what was read is on its way to the lane when this returns. */
    CompletionStage<Reply> load() {
        CompletionStage<Reply> swapped;
        try {
            swapped = swap(read());
        } catch (RuntimeException e) {
            swapped = CompletableFuture.failedFuture(e);
        }
        return swapped.exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            LOG.warn("Reload failed; keeping the current flows and agents: {}", Reason.of(cause));
            return FAILED;
        });
    }

    /** What the tables say now; nothing is swapped in. On the caller's thread. */
    LoadedProvisioning read() {
        return template.requestBody(ROUTE, "", LoadedProvisioning.class);
    }

    private CompletionStage<Reply> swap(LoadedProvisioning loaded) {
        return center.request(new Signal.Reload(loaded.provisioning(), loaded.skipped()))
                .thenApply(reply -> {
                    if (reply instanceof Reply.Reloaded reloaded) {
                        reloaded.changes().forEach(change -> LOG.info("Reload: {}", change));
                    }
                    return reply;
                });
    }

    /**
     * The load at start: from the database, or else from the last good copy.
     *
     * @return why the database that is ready could not be read; else empty
     * @throws StartFailed when there is neither
     */
    Optional<String> first(ProvisioningReader reader, boolean databaseReady) throws StartFailed {
        return first(reader, databaseReady, this::read);
    }

    /** The same where calls wait: a database that has not answered within that time counts as one that could not be read. */
    Optional<String> first(ProvisioningReader reader, boolean databaseReady, Duration patience) throws StartFailed {
        return first(reader, databaseReady, () -> read(patience));
    }

    private LoadedProvisioning read(Duration patience) {
        CompletableFuture<LoadedProvisioning> reading = CompletableFuture.supplyAsync(this::read, thread);
        return reading.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private Optional<String> first(
            ProvisioningReader reader, boolean databaseReady, Supplier<LoadedProvisioning> reading) throws StartFailed {
        Optional<String> trouble = Optional.empty();
        LoadedProvisioning loaded;
        try {
            loaded = databaseReady ? reading.get() : lastGood(reader);
        } catch (RuntimeException e) {
            trouble = Optional.of("flows and agents cannot be read: " + Reason.of(e));
            LOG.warn("{}", trouble.get());
            loaded = lastGood(reader);
        }
        swap(loaded).toCompletableFuture().join();
        LOG.info(
                "Loaded {} flows and {} agents",
                loaded.provisioning().flows().size(),
                loaded.provisioning().agents().size());
        hint(loaded.provisioning()).ifPresent(LOG::info);
        return trouble;
    }

    /** What to do next where there is nothing yet to call. */
    static Optional<String> hint(Provisioning provisioning) {
        if (provisioning.flows().isEmpty()) {
            return Optional.of("No flows yet: ./callcenter flow set FLOW skill=SKILL message_queue=sip:MUSIC@HOST"
                    + " (or the command cc_flow_set)");
        }
        return provisioning.agents().isEmpty()
                ? Optional.of("No agents yet: ./callcenter agent set AGENT location=sip:PHONE@HOST skills=SKILL"
                        + " (or the command cc_agent_set)")
                : Optional.empty();
    }

    private static LoadedProvisioning lastGood(ProvisioningReader reader) throws StartFailed {
        return reader.lastGood()
                .orElseThrow(() -> new StartFailed("cc.db.url: flows and agents cannot be read, and there is no copy"));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
