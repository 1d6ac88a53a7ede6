package io.callcenter;

import io.callcenter.config.command.Run;
import io.callcenter.config.settings.CommandLineOptions;
import io.callcenter.config.settings.WrongSetting;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * The program's entry: reads the command line and runs the subcommand that it names.
 *
 * <p>Exit codes: 0 normal or SIGTERM, 1 failure while running, 2 wrong configuration or arguments, 3 nobody listens ({@code mi}).
 */
@Command(
        name = "callcenter",
        description = {
            "A contact center on Apache Camel: SIP calls wait in flows and are given to skilled agents; every call leaves a record.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = CallCenter.Version.class,
        footer = {
            "",
            "First steps:",
            "  callcenter demo --calls 20   calls and agents by themselves, on loopback",
            "  callcenter start             serves calls; the page is http://127.0.0.1:8080/",
            "  callcenter flow set sales skill=talk message_queue=sip:music@10.0.0.5",
            "  callcenter agent set ann location=sip:ann@10.0.0.7 skills=talk logstate=1",
            "",
            "'callcenter COMMAND --help' explains a command; docs/index.md leads to all pages."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done, or ended by SIGTERM.",
            "1:Failed while running.",
            "2:Wrong arguments or settings.",
            "3:Nobody listens (mi, flow, agent)."
        })
public final class CallCenter implements Callable<Integer> {
    static final int WRONG_ARGUMENTS = 2;

    @Spec
    private CommandSpec spec;

    private CallCenter() {}

    /**
     * Runs the program and ends the process with its exit code.
     *
     * @param args the command line, subcommand first
     */
    public static void main(String[] args) {
        refuseSerializedObjects();
        Run.exit(line().execute(args));
    }

    /** The command line with all subcommands. */
    static CommandLine line() {
        return new CommandLine(new CallCenter())
                .addSubcommand(new Start())
                .addSubcommand(new Demo())
                .addSubcommand(new Check())
                .addSubcommand(RowCommands.of("flow"))
                .addSubcommand(RowCommands.of("agent"))
                .addSubcommand(new Mi())
                .addSubcommand(new User())
                .addSubcommand(new Version())
                .setExecutionExceptionHandler(CallCenter::failed);
    }

    /**
     * The program reads no serialized Java objects, so none that comes from outside may be read, whichever library would do it.
     * {@code -Djdk.serialFilter=…} puts another rule in its place.
     */
    private static void refuseSerializedObjects() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult result) {
        command.getErr().println("callcenter: " + failure.getMessage());
        return failure instanceof WrongSetting ? WRONG_ARGUMENTS : 1;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return WRONG_ARGUMENTS;
    }

    /** {@code start}: serves until told to stop. */
    @Command(
            name = "start",
            description = "Serve calls until SIGTERM or Ctrl-C.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Settings, data and routes are looked for in the folder in which it is started:",
                "callcenter.properties, data, routes. -p wins over the environment (CC_SIP_LISTEN",
                "for cc.sip.listen), which wins over the file. All settings: docs/configuration.md.",
                "",
                "Examples:",
                "  callcenter start -p cc.sip.listen=udp:192.0.2.10:5060 -p cc.wrapup-time=10s",
                "  callcenter start --config /etc/callcenter/callcenter.properties"
            })
    static final class Start implements Callable<Integer> {
        @Mixin
        private CommandLineOptions options;

        @Override
        public Integer call() throws WrongSetting {
            return Run.serve(options.settings());
        }
    }

    /** {@code demo}: serves with peers of its own. */
    @Command(name = "demo", description = "Serve demo calls over real SIP on loopback; show what happens.")
    static final class Demo implements Callable<Integer> {
        @Unmatched
        private List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() {
            return Run.demo(arguments);
        }
    }

    /** {@code mi}: sends one management command. */
    @Command(
            name = "mi",
            description = "Send a management command over HTTP or HTTPS.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  callcenter mi which                                all commands and their parameters",
                "  callcenter mi cc_list_calls state=queued           calls that wait",
                "  callcenter mi cc_agent_login agent_id=ann state=0  logs an agent out",
                "  callcenter mi cc_explain call_id=CALL              why a call waits",
                "",
                "All commands, with roles, answers and errors: docs/management.md."
            })
    static final class Mi implements Callable<Integer> {
        @Mixin
        private CommandLineOptions options;

        @Mixin
        private MiOptions target;

        @Parameters(index = "0", paramLabel = "COMMAND", description = "For example cc_list_agents, or which.")
        private String command;

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "ARG",
                description = "Arguments in order, or NAME=VALUE pairs.")
        private List<String> arguments = List.of();

        @Override
        public Integer call() throws WrongSetting {
            return Run.command(options.settings(), target.target(), command, arguments);
        }
    }

    /** {@code user}: prints a line for the file of users. */
    @Command(
            name = "user",
            description =
                    "Print a line for the file of cc.http.users; the password is asked for, or in CALLCENTER_MI_PASSWORD.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Roles: viewer sees; operator also logs in and dispatches; admin also reloads,",
                "resets and makes users; agent has the desk of one agent; wall has the board only.",
                "",
                "Example:",
                "  callcenter user --save users.txt eve operator"
            })
    static final class User implements Callable<Integer> {
        /** Taken as everywhere, and not read. */
        @Mixin
        private CommandLineOptions options;

        @Option(
                names = "--save",
                paramLabel = "FILE",
                description = "Put the line into that file instead, in the place of the one that the user had.")
        private Path file;

        @Parameters(
                index = "0",
                paramLabel = "NAME",
                description = "Whom to let in; for the role agent: the agent's id.")
        private String name;

        @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, operator, admin, agent or wall.")
        private String role;

        @Override
        public Integer call() {
            return Run.user(name, role, Optional.ofNullable(file));
        }
    }

    /** {@code check}: says what is wrong before it matters. */
    @Command(
            name = "check",
            description =
                    "Check configuration, database, broker and routes; what is wrong is printed, and the exit code is 2.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Takes no calls and changes no table: run it before a start with new settings.",
                "",
                "Examples:",
                "  callcenter check --config /etc/callcenter/callcenter.properties",
                "  callcenter check --print-sql >tables.sql"
            })
    static final class Check implements Callable<Integer> {
        @Mixin
        private CommandLineOptions options;

        @Option(names = "--print-sql", description = "Print the statements that create the missing tables.")
        private boolean printSql;

        @Override
        public Integer call() throws WrongSetting {
            return Run.check(options.settings(), printSql);
        }
    }

    /** {@code version}: says which version this is. */
    @Command(name = "version", description = "Show the version.")
    static final class Version implements Callable<Integer>, CommandLine.IVersionProvider {
        /** Taken as everywhere, and not read: the version is the same whatever the settings are. */
        @Mixin
        private CommandLineOptions options;

        @Override
        public Integer call() {
            System.out.println(getVersion()[0]);
            return 0;
        }

        @Override
        public String[] getVersion() {
            String version = CallCenter.class.getPackage().getImplementationVersion();
            return new String[] {"camel-call-center " + (version == null ? "(not packaged)" : version)};
        }
    }
}
