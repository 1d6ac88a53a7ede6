package io.callcenter.transport;

import io.callcenter.message.Token;
import io.callcenter.transaction.Action;

/**
 * A message on its way to a connection.
 *
 * @param attempt whose it is, empty = nobody waits for its fate
 * @param loop where that one is
 * @param otherwise what is done there instead, where nobody waits and it could not be sent
 */
record OutgoingMessage(byte[] bytes, String attempt, Token method, Loop loop, Runnable otherwise) {
    static final Runnable NOTHING = () -> {};

    void failed(Action.Why why, boolean left) {
        if (!attempt.isEmpty()) {
            loop.execute(() -> loop.failed(attempt, method, why, left));
        } else if (otherwise != NOTHING) {
            loop.execute(otherwise);
        }
    }
}
