package io.callcenter.config.command;

import io.callcenter.config.Application;
import io.callcenter.config.WitnessRun;
import io.callcenter.config.settings.HaSettings;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.ha.Membership;
import io.callcenter.log.NonBlockingAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the subcommands do; each answers with its exit code. */
public final class Run {
    private static final int WRONG_CONFIGURATION = 2;

    private Run() {}

    /**
     * Serves until the process is told to stop (SIGTERM, SIGINT); the process then ends with 0 after at most {@code cc.shutdown-timeout}.
     *
     * @return 2 when the start failed, 1 when the process could not go on
     */
    public static int serve(Settings settings) {
        LifeCycle life = new LifeCycle(settings.duration("cc.shutdown-timeout"));
        life.watchForSignals();
        Thread.setDefaultUncaughtExceptionHandler(new ThreadEnds());
        try {
            Optional<Membership> members = HaSettings.in(settings);
            if (members.isPresent() && HaSettings.isWitness(settings)) {
                return life.serveAtOnceEnded(() -> WitnessRun.serve(settings, members.get()));
            }
            return life.serve(() -> Application.start(settings));
        } catch (StartFailed e) {
            System.err.println("callcenter: " + e.getMessage());
            return WRONG_CONFIGURATION;
        }
    }

    /** Ends the process with that code, once the log is written. */
    public static void exit(int code) {
        NonBlockingAppender.close();
        System.exit(code);
    }

    /** Runs the demo with those arguments. */
    public static int demo(List<String> arguments) {
        return DemoRun.run(arguments);
    }

    /** Prints a line for the file of {@code cc.http.users}, or puts it into that file. */
    public static int user(String name, String role, Optional<Path> file) {
        return UserLine.make(name, role, file);
    }

    /** Sends one management command and prints its answer. */
    public static int command(Settings settings, MiTarget target, String command, List<String> arguments) {
        return MiRun.run(settings, target, command, arguments);
    }

    /**
     * Checks configuration, databases, broker and route files; prints what is wrong and what looks like a mistake, or with {@code printSql} the statements that make the
     * missing tables.
     *
     * @return 0 when nothing is wrong, else 2
     */
    public static int check(Settings settings, boolean printSql) {
        try {
            if (printSql) {
                System.out.print(Check.sql(settings));
                return 0;
            }
            Check check = new Check(settings);
            List<String> problems = check.problems();
            problems.forEach(problem -> System.err.println("callcenter: " + problem));
            check.warnings().forEach(warning -> System.err.println("callcenter: warning: " + warning));
            if (problems.isEmpty()) {
                System.out.println(check.warnings().isEmpty() ? "Nothing is wrong." : "A start would succeed.");
            }
            return problems.isEmpty() ? 0 : WRONG_CONFIGURATION;
        } catch (StartFailed e) {
            System.err.println("callcenter: " + e.getMessage());
            return WRONG_CONFIGURATION;
        }
    }
}
