package io.callcenter.transaction;

import io.callcenter.message.Response;

/** A request of ours at one of its targets: what the table of attempts holds. */
interface Attempt {
    /** A response under that branch came. */
    void answered(String attempt, Response response, ReturnPath path, long now);

    /** It could not be sent, or its connection broke; {@code left} = bytes of it may have left. */
    void failed(String attempt, Action.Why why, boolean left, long now);

    /** Where it went. */
    Target target();

    /** Whose attempt it is. */
    Client client();
}
