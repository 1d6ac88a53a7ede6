package io.callcenter.mi.command;

/**
 * What goes back for one request text.
 *
 * @param body JSON; empty when there is nothing to answer (notifications)
 * @param forbidden whether it was a single command that the visitor may not call
 */
public record RpcAnswer(String body, boolean forbidden) {
    /** Nothing to answer. */
    static final RpcAnswer NONE = new RpcAnswer("", false);
}
