package io.callcenter.config.command;

import io.callcenter.config.Application;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.log.NonBlockingAppender;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the start of the application to the end of the process: a signal stops it in bounded time and the process ends with 0; a failure that
 * it cannot go on from ends it with 1.
 */
final class LifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Duration timeout;
    private final AtomicInteger exitCode = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    /** Completes when the start is over: with the application, or with nothing when it failed. */
    private final CompletableFuture<Optional<Application>> running = new CompletableFuture<>();

    /** Starts the application. */
    @FunctionalInterface
    interface Starter {
        /** Returns when it runs. */
        Application start() throws StartFailed;
    }

    /** Serves until it fails. */
    @FunctionalInterface
    interface Server {
        /** Its exit code. */
        int serve() throws StartFailed;
    }

    /**
     * A life that nothing has happened in yet.
     *
     * @param timeout the longest time that the stop may take
     */
    LifeCycle(Duration timeout) {
        this.timeout = timeout;
    }

    /** From now on SIGTERM and SIGINT stop the application; the JVM by itself would then say 143. */
    void watchForSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndHalt, "cc-stop"));
    }

    /** Starts the application and serves until it breaks, which is answered with 1; a signal ends the process in the meantime. */
    int serve(Starter starter) throws StartFailed {
        try (Application application = start(starter)) {
            application.broken().thenAccept(this::broke);
            over.await();
            return exitCode.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** Serves what a signal may end at any moment, and remembers its code for the end of the process. */
    int serveAtOnceEnded(Server server) throws StartFailed {
        running.complete(Optional.empty());
        try {
            int code = server.serve();
            exitCode.set(code);
            return code;
        } catch (StartFailed e) {
            exitCode.set(2);
            throw e;
        }
    }

    /** Starts the application and remembers it for the stop. */
    Application start(Starter starter) throws StartFailed {
        try {
            Application application = starter.start();
            running.complete(Optional.of(application));
            return application;
        } catch (StartFailed e) {
            exitCode.set(2);
            throw e;
        } finally {
            running.complete(Optional.empty());
        }
    }

    private void broke(String why) {
        LOG.error("Shutting down: {}", why);
        exitCode.set(1);
        over.countDown();
    }

    private void stopAndHalt() {
        Thread stopping = new Thread(this::stop, "cc-stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(timeout.plus(GRACE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.error("Some components did not stop in time; exiting anyway");
        }
        NonBlockingAppender.close();
        Runtime.getRuntime().halt(exitCode.get());
    }

    private void stop() {
        try {
            running.get(timeout.toMillis(), TimeUnit.MILLISECONDS).ifPresent(Application::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.info("Stopped before start-up was complete");
        }
    }
}
