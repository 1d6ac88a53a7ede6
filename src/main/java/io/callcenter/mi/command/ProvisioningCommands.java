package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;

import io.callcenter.core.Reply;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.command.CommandSignature.Further;
import io.callcenter.mi.command.CommandSignature.Parameter;
import io.callcenter.mi.command.CommandSignature.Type;
import io.callcenter.mi.command.Provisioner.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The commands over the rows of flows and agents: set, delete, show, reload. */
public final class ProvisioningCommands {
    private static final String DRY_RUN = "dry_run";

    private final Provisioner rows;
    private final Reloader reloader;

    /** Commands over those rows. */
    public ProvisioningCommands(Provisioner rows, Reloader reloader) {
        this.rows = rows;
        this.reloader = reloader;
    }

    List<Command> all() {
        return List.of(
                set(Kind.FLOW),
                delete(Kind.FLOW),
                set(Kind.AGENT),
                delete(Kind.AGENT),
                of(
                        "show",
                        Role.VIEWER,
                        List.of(CommandSignature.of(CommandSignature.string("kind"), CommandSignature.string("id"))),
                        this::show),
                of(
                        "reload",
                        Role.ADMIN,
                        List.of(CommandSignature.of(), CommandSignature.of(CommandSignature.integer(DRY_RUN))),
                        arguments -> dry(arguments) ? rows.compare() : reload()));
    }

    private Command set(Kind kind) {
        List<Parameter> optional = new ArrayList<>();
        rows.columns(kind).forEach(column -> optional.add(new Parameter(column, Type.VALUE)));
        optional.add(CommandSignature.integer(DRY_RUN));
        return of(
                name(kind) + "_set",
                Role.ADMIN,
                List.of(new CommandSignature(List.of(CommandSignature.string(id(kind))), optional, Further.PAIRS)),
                arguments -> change(kind, arguments, true));
    }

    private Command delete(Kind kind) {
        Parameter id = CommandSignature.string(id(kind));
        return of(
                name(kind) + "_delete",
                Role.ADMIN,
                List.of(CommandSignature.of(id), CommandSignature.of(id, CommandSignature.integer(DRY_RUN))),
                arguments -> change(kind, arguments, false));
    }

    private CompletionStage<CommandAnswer> change(Kind kind, Arguments arguments, boolean set) {
        return rows.change(new Provisioner.Change(
                kind,
                arguments.text(id(kind)),
                set ? Optional.of(arguments.values()) : Optional.empty(),
                dry(arguments)));
    }

    private CompletionStage<CommandAnswer> show(Arguments arguments) {
        String wanted = arguments.text("kind");
        for (Kind kind : Kind.values()) {
            if (name(kind).equals(wanted)) {
                return rows.show(kind, arguments.text("id"));
            }
        }
        return CommandAnswer.bad("kind", "flow or agent").now();
    }

    private CompletionStage<CommandAnswer> reload() {
        return reloader.reload()
                .thenApply(reply -> reply instanceof Reply.Refused refused
                        ? CommandAnswer.refused(refused.code(), refused.text())
                        : CommandAnswer.ok());
    }

    private static boolean dry(Arguments arguments) {
        return arguments.integer(DRY_RUN).orElse(0) != 0;
    }

    private static String id(Kind kind) {
        return name(kind) + "_id";
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
