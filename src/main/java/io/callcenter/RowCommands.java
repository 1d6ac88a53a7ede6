package io.callcenter;

import io.callcenter.config.command.Run;
import io.callcenter.config.settings.CommandLineOptions;
import io.callcenter.config.settings.WrongSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The subcommands {@code flow} and {@code agent}: management commands over one of the two tables, under shorter names. */
final class RowCommands {
    private RowCommands() {}

    /** The subcommand for that kind of rows, {@code flow} or {@code agent}. */
    static CommandLine of(String kind) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec()
                .name(kind)
                .usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .description("Set, delete, show or list " + kind + "s.")
                .footer(examples(kind));
        add(group, new SetRow(kind), "Create the " + kind + ", or change the named columns; takes effect at once.");
        add(group, new DeleteRow(kind), "Delete the " + kind + "; its calls go on.");
        add(group, new ShowRow(kind), "Show the row of the " + kind + ".");
        add(group, new ListRows(kind), "List " + kind + "s with what they do now.");
        return group;
    }

    private static String[] examples(String kind) {
        String[] set = kind.equals("flow")
                ? new String[] {
                    "  callcenter flow set sales skill=talk message_queue=sip:music@10.0.0.5",
                    "  callcenter flow set sales prependcid=Sales --dry-run",
                    "  callcenter flow list"
                }
                : new String[] {
                    "  callcenter agent set ann location=sip:ann@10.0.0.7 skills=talk logstate=1",
                    "  callcenter agent set ann wrapup_time=20 --dry-run",
                    "  callcenter agent list"
                };
        return Stream.concat(Stream.of("", "Examples:"), Stream.of(set)).toArray(String[]::new);
    }

    private static void add(CommandLine group, Object command, String description) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        group.addSubcommand(line);
    }

    @Command(mixinStandardHelpOptions = true)
    private static final class Group implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            spec.commandLine().usage(spec.commandLine().getErr());
            return CallCenter.WRONG_ARGUMENTS;
        }
    }

    /** What all have. */
    private abstract static class Sent implements Callable<Integer> {
        @Mixin
        private CommandLineOptions options;

        @Mixin
        private MiOptions target;

        final String kind;

        Sent(String kind) {
            this.kind = kind;
        }

        abstract String command();

        abstract List<String> arguments();

        @Override
        public Integer call() throws WrongSetting {
            return Run.command(options.settings(), target.target(), command(), arguments());
        }
    }

    @Command(name = "set", mixinStandardHelpOptions = true)
    private static final class SetRow extends Sent {
        @Option(names = "--dry-run", description = "Only show what would change.")
        private boolean dryRun;

        @Parameters(index = "0", paramLabel = "ID", description = "The id; a new one creates a row.")
        private String id;

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "NAME=VALUE",
                description = "Columns of the table; an empty value means none, or the default of a number.")
        private List<String> values = List.of();

        SetRow(String kind) {
            super(kind);
        }

        @Override
        String command() {
            return "cc_" + kind + "_set";
        }

        @Override
        List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of(id));
            arguments.addAll(values);
            if (dryRun) {
                arguments.add("dry_run=1");
            }
            return arguments;
        }
    }

    @Command(name = "delete", mixinStandardHelpOptions = true)
    private static final class DeleteRow extends Sent {
        @Option(names = "--dry-run", description = "Only show what would change.")
        private boolean dryRun;

        @Parameters(index = "0", paramLabel = "ID", description = "The id.")
        private String id;

        DeleteRow(String kind) {
            super(kind);
        }

        @Override
        String command() {
            return "cc_" + kind + "_delete";
        }

        @Override
        List<String> arguments() {
            return dryRun ? List.of(id, "1") : List.of(id);
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true)
    private static final class ShowRow extends Sent {
        @Parameters(index = "0", paramLabel = "ID", description = "The id.")
        private String id;

        ShowRow(String kind) {
            super(kind);
        }

        @Override
        String command() {
            return "cc_show";
        }

        @Override
        List<String> arguments() {
            return List.of(kind, id);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true)
    private static final class ListRows extends Sent {
        @Parameters(arity = "0..*", paramLabel = "NAME=VALUE", description = "Filters, as of the management command.")
        private List<String> filters = List.of();

        ListRows(String kind) {
            super(kind);
        }

        @Override
        String command() {
            return "cc_list_" + kind + "s";
        }

        @Override
        List<String> arguments() {
            return filters;
        }
    }
}
