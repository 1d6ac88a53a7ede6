package io.callcenter.mi.command;

import static io.callcenter.mi.command.Command.of;

import io.callcenter.core.Reply;
import io.callcenter.mi.access.Answer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.command.Provisioner.Kind;
import io.callcenter.mi.command.Signature.Further;
import io.callcenter.mi.command.Signature.Parameter;
import io.callcenter.mi.command.Signature.Type;
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
                        List.of(Signature.of(Signature.string("kind"), Signature.string("id"))),
                        this::show),
                of(
                        "reload",
                        Role.ADMIN,
                        List.of(Signature.of(), Signature.of(Signature.integer(DRY_RUN))),
                        arguments -> dry(arguments) ? rows.compare() : reload()));
    }

    private Command set(Kind kind) {
        List<Parameter> optional = new ArrayList<>();
        rows.columns(kind).forEach(column -> optional.add(new Parameter(column, Type.VALUE)));
        optional.add(Signature.integer(DRY_RUN));
        return of(
                name(kind) + "_set",
                Role.ADMIN,
                List.of(new Signature(List.of(Signature.string(id(kind))), optional, Further.PAIRS)),
                arguments -> change(kind, arguments, true));
    }

    private Command delete(Kind kind) {
        Parameter id = Signature.string(id(kind));
        return of(
                name(kind) + "_delete",
                Role.ADMIN,
                List.of(Signature.of(id), Signature.of(id, Signature.integer(DRY_RUN))),
                arguments -> change(kind, arguments, false));
    }

    private CompletionStage<Answer> change(Kind kind, Arguments arguments, boolean set) {
        return rows.change(new Provisioner.Change(
                kind,
                arguments.text(id(kind)),
                set ? Optional.of(arguments.values()) : Optional.empty(),
                dry(arguments)));
    }

    private CompletionStage<Answer> show(Arguments arguments) {
        String wanted = arguments.text("kind");
        for (Kind kind : Kind.values()) {
            if (name(kind).equals(wanted)) {
                return rows.show(kind, arguments.text("id"));
            }
        }
        return Answer.bad("kind", "flow or agent").now();
    }

    private CompletionStage<Answer> reload() {
        return reloader.reload()
                .thenApply(reply -> reply instanceof Reply.Refused refused
                        ? Answer.refused(refused.code(), refused.text())
                        : Answer.ok());
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
