package io.callcenter.mi.command;

import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Visitor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A management command.
 *
 * @param name the full name: module, colon, short name; or a name without a module
 * @param alias the other full name; the same as {@code name} where there is only one
 * @param role the least role that may call it with those arguments; what a viewer may not call changes something and is written to the
 *     audit log
 * @param signatures the ways to call it, the shortest first
 * @param run carries it out; called on the thread of the request
 * @param own whether an agent may call it for their own id
 * @param callers whether its answer has numbers or names of callers
 * @param scoped whether it keeps to the sender's scope; others are refused to who has one
 * @param secret whether its parameters are written nowhere
 */
record Command(
        String name,
        String alias,
        Function<Arguments, Role> role,
        List<CommandSignature> signatures,
        Handler run,
        boolean own,
        boolean callers,
        boolean scoped,
        boolean secret) {
    Command {
        Objects.requireNonNull(role);
        Objects.requireNonNull(run);
        signatures = List.copyOf(signatures);
    }

    private static final String MODULE = "call_center:";

    /** A command of the contact center: {@code call_center:reload}, {@code cc_reload}. */
    static Command of(String name, Role role, List<CommandSignature> signatures, Handler handler) {
        return new Command(MODULE + name, "cc_" + name, arguments -> role, signatures, handler);
    }

    /** An operator's command that agents may call for themselves. */
    static Command own(String name, List<CommandSignature> signatures, Handler handler) {
        return new Command(
                MODULE + name,
                "cc_" + name,
                arguments -> Role.OPERATOR,
                signatures,
                handler,
                true,
                false,
                false,
                false);
    }

    /** A viewer's command that agents may call for themselves. */
    static Command ownOrViewer(String name, List<CommandSignature> signatures, Handler handler) {
        return new Command(
                MODULE + name, "cc_" + name, arguments -> Role.VIEWER, signatures, handler, true, false, false, false);
    }

    /** A command whose answer has numbers or names of callers. */
    Command withCallers() {
        return new Command(name, alias, role, signatures, run, own, true, scoped, secret);
    }

    /** A command whose parameters are not to be found anywhere later. */
    Command withSecrets() {
        return new Command(name, alias, role, signatures, run, own, callers, scoped, true);
    }

    /** The command for who sees a part as well, carried out in another way. */
    Command scoped(Handler other) {
        return new Command(name, alias, role, signatures, other, own, callers, true, secret);
    }

    /** One that agents may not call. */
    Command(String name, String alias, Function<Arguments, Role> role, List<CommandSignature> signatures, Handler run) {
        this(name, alias, role, signatures, run, false, false, false, false);
    }

    /** Whether that visitor may call it with those arguments. */
    boolean allowed(Visitor visitor, Arguments arguments) {
        return covers(visitor.scope()) && mayCall(visitor, arguments);
    }

    /** Whether it is for who has that scope. */
    boolean covers(UserScope scope) {
        return scoped || scope.isAll();
    }

    private boolean mayCall(Visitor visitor, Arguments arguments) {
        return visitor.role() == Role.AGENT
                ? own && arguments.text("agent_id").equals(visitor.name())
                : visitor.role().covers(role.apply(arguments));
    }

    /** What a command does. */
    @FunctionalInterface
    interface Handler {
        /** Carries it out with arguments that fit. */
        CompletionStage<CommandAnswer> with(Arguments arguments);
    }

    /** The part of the full name behind the module. */
    String shortName() {
        return name.substring(name.indexOf(':') + 1);
    }
}
