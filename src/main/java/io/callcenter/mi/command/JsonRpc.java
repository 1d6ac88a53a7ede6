package io.callcenter.mi.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.app.LaneFull;
import io.callcenter.core.AuditTarget;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC 2.0: takes a request text and answers it, whatever it holds (docs/design/behaviour.md 11.4). Requests of one batch are carried out one
 * after the other, in order. Any thread; never blocks; answers that had to wait complete on the executor, never on the lane.
 */
public final class JsonRpc {
    /** Largest request text, in bytes. */
    public static final int LARGEST_REQUEST = 1 << 20;

    private static final int MOST_IN_A_BATCH = 100;

    private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);
    private static final int DEEPEST = 32;
    private static final int LARGEST_ANSWER = 32 << 20;
    private static final String VERSION = "2.0";

    private final JsonMapper mapper = mapper();
    private final CommandTable commands;
    private final Audit audit;
    private final Executor executor;

    /** Answers with those commands; answers that had to wait are finished by that executor. */
    public JsonRpc(CommandTable commands, Audit audit, Executor executor) {
        this.commands = commands;
        this.audit = audit;
        this.executor = executor;
    }

    private static JsonMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(100)
                .maxNameLength(1000)
                .maxStringLength(LARGEST_REQUEST)
                .build();
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    /** Answers one request text in UTF-8. */
    public CompletionStage<RpcAnswer> answer(byte[] request, Visitor visitor) {
        if (request.length > LARGEST_REQUEST) {
            return completed(single(
                    NullNode.instance, CommandAnswer.invalidRequest("larger than " + LARGEST_REQUEST + " bytes")));
        }
        JsonNode json;
        try {
            json = mapper.readTree(request);
        } catch (IOException | RuntimeException e) { // the latter for numbers that are beyond what Java can hold
            return completed(single(NullNode.instance, CommandAnswer.parseError()));
        }
        if (json == null || json.isMissingNode()) {
            return completed(single(NullNode.instance, CommandAnswer.parseError()));
        }
        if (!json.isArray()) {
            return one(json, visitor);
        }
        if (json.isEmpty()) {
            return completed(single(NullNode.instance, CommandAnswer.invalidRequest("empty batch")));
        }
        if (json.size() > MOST_IN_A_BATCH) {
            return completed(single(
                    NullNode.instance,
                    CommandAnswer.invalidRequest("batch of more than " + MOST_IN_A_BATCH + " requests")));
        }
        List<JsonNode> requests = new ArrayList<>();
        json.forEach(requests::add);
        return new Batch(requests, visitor).run();
    }

    private CompletionStage<RpcAnswer> one(JsonNode request, Visitor visitor) {
        return run(request, visitor)
                .thenApply(answer -> notification(request) ? none(answer) : single(id(request), answer));
    }

    private static RpcAnswer none(CommandAnswer answer) {
        return new RpcAnswer("", forbidden(answer));
    }

    private RpcAnswer single(JsonNode id, CommandAnswer answer) {
        return new RpcAnswer(text(id, answer), forbidden(answer));
    }

    private static boolean forbidden(CommandAnswer answer) {
        return answer instanceof CommandAnswer.Failure failure
                && failure.code() == CommandAnswer.forbidden(Role.ADMIN).code();
    }

    private static CompletionStage<RpcAnswer> completed(RpcAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** A well-formed request without an id. */
    private static boolean notification(JsonNode request) {
        return flaw(request).isEmpty() && !request.has("id");
    }

    private static JsonNode id(JsonNode request) {
        JsonNode id = request.isObject() ? request.get("id") : null;
        return id != null && (id.isTextual() || id.isNumber()) ? id : NullNode.instance;
    }

    /** What keeps a value from being a request. */
    private static Optional<String> flaw(JsonNode request) {
        if (!request.isObject()) {
            return Optional.of("not an object");
        }
        if (!VERSION.equals(request.path("jsonrpc").textValue())) {
            return Optional.of("jsonrpc is not \"2.0\"");
        }
        if (!request.path("method").isTextual()) {
            return Optional.of("method is not a string");
        }
        JsonNode id = request.path("id");
        if (!id.isMissingNode() && !id.isTextual() && !id.isNumber() && !id.isNull()) {
            return Optional.of("id is neither string nor number");
        }
        JsonNode params = request.path("params");
        boolean fits = params.isMissingNode() || params.isNull() || params.isContainerNode();
        return fits ? Optional.empty() : Optional.of("params is neither array nor object");
    }

    private CompletionStage<CommandAnswer> run(JsonNode request, Visitor visitor) {
        Optional<String> flaw = flaw(request);
        if (flaw.isPresent()) {
            return CommandAnswer.invalidRequest(flaw.get()).now();
        }
        CommandTable.Found found = commands.find(request.get("method").textValue());
        if (found instanceof CommandTable.Found.One one) {
            return run(one.command(), request, visitor);
        }
        return ((CommandTable.Found.None) found).failure().now();
    }

    private CompletionStage<CommandAnswer> run(Command command, JsonNode request, Visitor visitor) {
        JsonNode params = request.get("params");
        Arguments arguments;
        try {
            arguments = Arguments.of(params, command.signatures());
        } catch (Arguments.Mismatch e) {
            return CommandAnswer.invalidParams(e.getMessage()).now();
        }
        Role needed = command.role().apply(arguments);
        boolean allowed = command.allowed(visitor, arguments);
        AuditTarget target = audit.belonging(arguments.target());
        if (allowed && command.callers() && !visitor.callers()) {
            return audited(visitor, command, params, target, CommandAnswer.hidesCallers())
                    .now();
        }
        CompletionStage<CommandAnswer> answer = allowed
                ? carriedOut(command, arguments.sentBy(visitor))
                : (command.covers(visitor.scope()) ? CommandAnswer.forbidden(needed) : CommandAnswer.scoped()).now();
        if (allowed && needed == Role.VIEWER) {
            return answer;
        }
        return answer.thenApply(result -> audited(visitor, command, params, target, result));
    }

    private CommandAnswer audited(
            Visitor visitor, Command command, JsonNode params, AuditTarget target, CommandAnswer answer) {
        audit.answered(visitor, command.name(), command.secret() ? null : params, target, answer);
        return answer;
    }

    private CompletionStage<CommandAnswer> carriedOut(Command command, Arguments arguments) {
        CompletableFuture<CommandAnswer> answer;
        try {
            answer = command.run().with(arguments).toCompletableFuture();
        } catch (RuntimeException e) {
            return failed(command, e).now();
        }
        if (answer.isDone()) {
            return answer.exceptionally(e -> failed(command, e));
        }
        return answer.handleAsync((a, e) -> e == null ? a : failed(command, e), executor);
    }

    private static CommandAnswer failed(Command command, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof LaneFull) {
            return CommandAnswer.serverError("overloaded");
        }
        LOG.error("Command {} failed", command.name(), cause);
        return CommandAnswer.serverError("");
    }

    private String text(JsonNode id, CommandAnswer answer) {
        ObjectNode object = mapper.createObjectNode().put("jsonrpc", VERSION);
        if (answer instanceof CommandAnswer.Result result) {
            object.set("result", result.value());
        } else if (answer instanceof CommandAnswer.Failure failure) {
            ObjectNode error =
                    object.putObject("error").put("code", failure.code()).put("message", failure.message());
            if (!failure.data().isEmpty()) {
                error.put("data", failure.data());
            }
        }
        object.set("id", id);
        try {
            return mapper.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Requests of one text, carried out in order; their answers have a bound together. */
    private final class Batch {
        private final List<JsonNode> requests;
        private final Visitor visitor;
        private final StringBuilder answers = new StringBuilder("[");
        private final CompletableFuture<RpcAnswer> done = new CompletableFuture<>();

        Batch(List<JsonNode> requests, Visitor visitor) {
            this.requests = requests;
            this.visitor = visitor;
        }

        CompletionStage<RpcAnswer> run() {
            from(0);
            return done;
        }

        private void from(int first) {
            for (int i = first; i < requests.size(); i++) {
                JsonNode request = requests.get(i);
                boolean full = answers.length() > LARGEST_ANSWER;
                CompletableFuture<CommandAnswer> answer = full
                        ? CompletableFuture.completedFuture(
                                CommandAnswer.serverError("the answers before are too long"))
                        : JsonRpc.this.run(request, visitor).toCompletableFuture();
                if (!answer.isDone()) {
                    int next = i + 1;
                    answer.whenCompleteAsync((a, failure) -> resume(request, a, next), executor);
                    return;
                }
                add(request, answer.join());
            }
            done.complete(
                    answers.length() == 1
                            ? RpcAnswer.NONE
                            : new RpcAnswer(answers.append(']').toString(), false));
        }

        private void resume(JsonNode request, CommandAnswer answer, int next) {
            try {
                add(request, answer);
                from(next);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }

        private void add(JsonNode request, CommandAnswer answer) {
            if (!notification(request)) {
                answers.append(answers.length() == 1 ? "" : ",").append(text(id(request), answer));
            }
        }
    }
}
