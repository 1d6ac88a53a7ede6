package io.callcenter.config.command;

import io.callcenter.b2b.FreshNames;
import io.callcenter.config.Application;
import io.callcenter.config.RunningApplication;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.config.settings.WrongSetting;
import io.callcenter.demo.Demo;
import io.callcenter.demo.DemoOptions;
import io.callcenter.phone.PeerStacks;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand {@code demo}: the application with the demo around it. */
@Command(
        name = "callcenter demo",
        description = "Serve demo calls over real SIP on loopback; show what happens.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "With --calls the exit code is 0 only if the records agree with what the phones saw.",
            "Without, it runs until Ctrl-C, and its address can be called with a softphone.",
            "",
            "Examples:",
            "  callcenter demo --calls 20",
            "  callcenter demo -p cc.sip.listen=udp:192.0.2.10:5060   for phones on other machines"
        })
final class DemoRun implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
    private static final int WRONG_CONFIGURATION = 2;
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final Duration CLOSING = Duration.ofSeconds(15);

    @Option(names = "--calls", paramLabel = "N", description = "End after N calls with a summary (default: run on).")
    private int calls;

    @Option(names = "--seed", paramLabel = "N", description = "Equal seeds make equal calls (default: a new one).")
    private long seed = System.currentTimeMillis();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Further settings; the environment and ./callcenter.properties are ignored.")
    private Path config;

    @Option(
            names = "-p",
            paramLabel = "NAME=VALUE",
            description = "A setting; cc.data names the demo's folder (default: ./demo-data).")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private DemoRun() {}

    /** Runs the demo with those arguments; the answer is the exit code. */
    static int run(List<String> arguments) {
        return new CommandLine(new DemoRun())
                .setExecutionExceptionHandler(DemoRun::failed)
                .execute(arguments.toArray(String[]::new));
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult result) {
        LOG.debug("the demo failed", failure);
        command.getErr().println("callcenter: " + Reason.of(failure));
        return failure instanceof InterruptedException ? 1 : WRONG_CONFIGURATION;
    }

    @Override
    public Integer call() throws WrongSetting, StartFailed, IOException, InterruptedException {
        DemoSources sources = new DemoSources(overrides, Optional.ofNullable(config));
        DemoOptions options = new DemoOptions(sources.folder(), calls, seed, Terminal.hasColours(System.getenv()));
        try (Demo demo = Demo.prepare(options, new RealStacks(KeyedNames.passing("demo")), System.out)) {
            DemoLog.to(demo.log());
            Settings settings = sources.settings(demo.settings());
            return perform(demo, settings, Application.start(settings));
        }
    }

    private static int perform(Demo demo, Settings settings, Application application) throws InterruptedException {
        CountDownLatch shown = new CountDownLatch(1);
        Thread hook = new Thread(() -> leave(demo, application, shown), "cc-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        int code;
        try {
            code = demo.run(new RunningApplication(application, settings));
        } finally {
            shown.countDown();
        }
        if (removed(hook)) {
            application.close();
        }
        return code;
    }

    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being stopped already: the hook closes what is to be closed.
            return false;
        }
    }

    /** Ctrl-C: the summary, then a clean stop in bounded time; the JVM by itself would say 130. */
    private static void leave(Demo demo, Application application, CountDownLatch shown) {
        Thread closing = new Thread(application::close, "cc-stopping");
        closing.setDaemon(true);
        try {
            demo.stop();
            shown.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            closing.start();
            closing.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** Real stacks for the demo's phones. */
    private record RealStacks(FreshNames names) implements PeerStacks {
        @Override
        public SipStack stack(String listen, FreshNames used) {
            return LoopStack.open(SipSettings.on(listen).withProduct("camel-call-center-demo"), used);
        }
    }
}
