package io.callcenter.mi.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.Board;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/** Commands about what is known of callers. */
public final class CallerCommands {
    /** Shorter ones stand in too many texts that are not about the caller. */
    private static final int SHORTEST = 3;

    private static final int LONGEST = 256;

    private final Board board;
    private final Predicate<String> taken;
    private final Written written;
    private final Executor threads;

    /** What is written of callers. */
    @FunctionalInterface
    public interface Written {
        /** Makes the caller anonymous wherever they are written; how many places changed, by table or file. */
        Map<String, Long> forget(String caller) throws Away;
    }

    /** It cannot be done now. */
    public static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        /** For that reason. */
        public Away(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Over what is written.
     *
     * @param taken whether somebody else is called so, such as a user
     * @param threads may wait long
     */
    public CallerCommands(Board board, Predicate<String> taken, Written written, Executor threads) {
        this.taken = taken;
        this.board = board;
        this.written = written;
        this.threads = threads;
    }

    List<Command> all() {
        return List.of(Command.of(
                        "forget",
                        Role.ADMIN,
                        List.of(CommandSignature.of(CommandSignature.string("caller"))),
                        arguments -> forget(arguments.text("caller").strip()))
                .withSecrets());
    }

    private CompletionStage<CommandAnswer> forget(String caller) {
        if (caller.length() < SHORTEST || caller.length() > LONGEST) {
            return CommandAnswer.bad("caller", SHORTEST + " to " + LONGEST + " characters")
                    .now();
        }
        if (taken.test(caller)
                || board.agent(new AgentId(caller)).isPresent()
                || board.flow(new FlowId(caller)).isPresent()) {
            return CommandAnswer.bad("caller", "the name of a user, an agent or a flow")
                    .now();
        }
        if (board.calls().stream().anyMatch(call -> isOf(call, caller))) {
            return CommandAnswer.refused(409, "Caller is in a call").now();
        }
        CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> answer.complete(forgotten(caller)));
        } catch (RejectedExecutionException e) {
            return CommandAnswer.refused(503, "Somebody is being forgotten already")
                    .now();
        }
        return answer;
    }

    private static boolean isOf(Board.CallRow call, String caller) {
        return call.callerUser().equals(caller)
                || call.number().filter(kept -> kept.number().equals(caller)).isPresent();
    }

    private CommandAnswer forgotten(String caller) {
        try {
            ObjectNode changed = JsonNodeFactory.instance.objectNode();
            written.forget(caller).forEach(changed::put);
            return new CommandAnswer.Result(changed, changed.toString());
        } catch (Away e) {
            return new CommandAnswer.Failure(503, "Not everything is forgotten", e.getMessage());
        } catch (RuntimeException e) {
            return CommandAnswer.serverError(e.getClass().getSimpleName());
        }
    }
}
