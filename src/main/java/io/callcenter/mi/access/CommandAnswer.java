package io.callcenter.mi.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a command leads to. */
public sealed interface CommandAnswer {
    /**
     * It was done.
     *
     * @param value the value of {@code result}
     * @param audited what the audit log says came of it, where it is written
     */
    record Result(JsonNode value, String audited) implements CommandAnswer {
        public Result {
            Objects.requireNonNull(value);
            Objects.requireNonNull(audited);
        }

        /** Of which the audit log says no more than that it was done. */
        public Result(JsonNode value) {
            this(value, "OK");
        }
    }

    /**
     * It was not done.
     *
     * @param code a negative one of JSON-RPC or a positive one of the command (docs/design/behaviour.md 5.7, 11.2, 11.4)
     * @param data more detail; empty = none
     */
    record Failure(int code, String message, String data) implements CommandAnswer {
        public Failure {
            Objects.requireNonNull(message);
            Objects.requireNonNull(data);
        }
    }

    /** A plain success: the JSON string {@code "OK"}. */
    static CommandAnswer ok() {
        return new Result(TextNode.valueOf("OK"));
    }

    /** A refusal of the command itself. */
    static CommandAnswer refused(int code, String text) {
        return new Failure(code, text, "");
    }

    /** A value that a command cannot take: 400 {@code Bad <parameter>}, with the reason as data. */
    static Failure bad(String parameter, String reason) {
        return new Failure(400, "Bad " + parameter, reason);
    }

    /** Malformed JSON. */
    static Failure parseError() {
        return new Failure(-32700, "Parse error", "");
    }

    /** JSON, but no JSON-RPC 2.0 request. */
    static Failure invalidRequest(String data) {
        return new Failure(-32600, "Invalid Request", data);
    }

    /** Wrong number, names or types of parameters. */
    static Failure invalidParams(String data) {
        return new Failure(-32602, "Invalid params", data);
    }

    /** We failed. */
    static Failure serverError(String data) {
        return new Failure(-32000, "Server error", data);
    }

    /** The visitor may not do this. */
    static Failure forbidden(Role needed) {
        return new Failure(-32003, "Forbidden", "needs role " + needed.label());
    }

    /** The visitor sees only a part of the contact center. */
    static Failure scoped() {
        return new Failure(-32003, "Forbidden", "is about the whole contact center, of which this user sees a part");
    }

    /** The visitor may not see callers. */
    static Failure hidesCallers() {
        return new Failure(-32003, "Forbidden", "shows callers, whom cc.web.numbers hides from this role on pages");
    }

    /** This answer, at once. */
    default CompletionStage<CommandAnswer> now() {
        return CompletableFuture.completedFuture(this);
    }
}
