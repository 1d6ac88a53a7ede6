package io.callcenter.web;

import io.callcenter.mi.Commands;
import io.callcenter.mi.JsonRpc;
import io.callcenter.mi.RpcAnswer;
import io.callcenter.mi.Visitor;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The management commands as pages send them.
 *
 * @param commands all of them
 * @param rpc carries them out
 */
public record WebCommands(Commands commands, JsonRpc rpc) {
    /** The commands that this visitor may send. */
    List<String> allowed(Visitor visitor) {
        return commands.allowed(visitor.role());
    }

    CompletionStage<RpcAnswer> answer(byte[] request, Visitor visitor) {
        return rpc.answer(request, visitor);
    }
}
