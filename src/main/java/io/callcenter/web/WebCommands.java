package io.callcenter.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.callcenter.mi.access.Visitor;
import io.callcenter.mi.command.CommandTable;
import io.callcenter.mi.command.JsonRpc;
import io.callcenter.mi.command.RpcAnswer;
import io.callcenter.mi.command.Thresholds;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The management commands as pages send them.
 *
 * @param commands all of them
 * @param rpc carries them out
 * @param threads on which it does so
 * @param thresholds by which flows are judged
 */
public record WebCommands(CommandTable commands, JsonRpc rpc, Executor threads, Thresholds thresholds) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The commands that this visitor may send. */
    List<String> allowed(Visitor visitor) {
        return commands.allowed(visitor);
    }

    /** How many commands that request has: the entries of a batch; of what is no batch, or no JSON, one. */
    static int count(byte[] request) {
        try (JsonParser json = JSON.createParser(request)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return 1;
            }
            int entries = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
                entries++;
            }
            return Math.max(1, entries);
        } catch (IOException e) {
            return 1; // nothing of it is carried out
        }
    }

    /** Carries it out on threads that may take their time; fails with {@link RejectedExecutionException} where they have too much to do. */
    CompletionStage<RpcAnswer> answer(byte[] request, Visitor visitor) {
        try {
            return CompletableFuture.supplyAsync(() -> rpc.answer(request, visitor), threads)
                    .thenCompose(answer -> answer);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
