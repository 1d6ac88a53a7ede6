package io.callcenter.config;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the subcommands do; each answers with its exit code. */
public final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final int WRONG_CONFIGURATION = 2;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Run() {}

    /**
     * Serves until the process is told to stop (SIGTERM, SIGINT); the process then ends with 0 after at most {@code cc.shutdown-timeout}.
     *
     * @return 2 when the start failed; otherwise does not return
     */
    public static int serve(Settings settings) {
        Application application;
        try {
            application = Application.start(settings);
        } catch (StartFailed e) {
            System.err.println("callcenter: " + e.getMessage());
            return WRONG_CONFIGURATION;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application, settings), "cc-stop"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** Stops in bounded time and ends the process with 0; the JVM by itself would say 143 after SIGTERM. */
    private static void stop(Application application, Settings settings) {
        Thread stopping = new Thread(application::close, "cc-stopping");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(settings.duration("cc.shutdown-timeout").plus(GRACE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.error("Some parts did not stop in time");
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** Runs the demo with those arguments. */
    public static int demo(List<String> arguments) {
        return DemoRun.run(arguments);
    }

    /** Sends one management command and prints its answer. */
    public static int command(Settings settings, String url, String user, String command, List<String> arguments) {
        System.err.println("callcenter: mi: not part of this build");
        return 1;
    }

    /** Checks configuration, database, broker and routes; prints what is wrong. */
    public static int check(Settings settings, boolean printSql) {
        System.err.println("callcenter: check: not part of this build");
        return 1;
    }
}
