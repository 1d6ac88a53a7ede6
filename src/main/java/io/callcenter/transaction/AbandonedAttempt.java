package io.callcenter.transaction;

import io.callcenter.message.FieldValue;
import io.callcenter.message.Request;
import io.callcenter.message.Response;

/**
 * An INVITE at a target that was left for the next one: should it be alive after all, a provisional response is cancelled, a refusal acknowledged, and
 * a 2xx goes up as one of another fork, which is acknowledged and ended there.
 */
final class AbandonedAttempt extends TransactionMachine implements Attempt {
    private final Client client;
    private final String attempt;
    private final Target target;
    private final Request sent;
    private boolean cancelled;

    private AbandonedAttempt(TransactionContext context, Client client) {
        super(context);
        this.client = client;
        this.attempt = client.attempt();
        this.target = client.target();
        this.sent = client.sent();
    }

    /** Keeps the attempt that runs for 64·T1. */
    static void keep(TransactionContext context, Client client, long now) {
        AbandonedAttempt left = new AbandonedAttempt(context, client);
        context.attempts.put(left.attempt, left);
        left.deadlineAt(now + context.timing.life());
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Client client() {
        return client;
    }

    @Override
    public void answered(String which, Response response, ReturnPath path, long now) {
        if (response.code() >= 300) {
            context.out.accept(
                    new Action.Transmit(attempt, target, sent.ackOf(response).request(sent.via())));
        } else if (response.code() >= 200) {
            context.out.accept(new Action.Answered(client.branch(), false, response, path));
        } else if (!cancelled) {
            cancelled = true;
            CancelOut.send(context, attempt, sent.cancel(FieldValue.NONE), target, now);
        }
    }

    @Override
    public void failed(String which, Action.Why why, boolean left, long now) {
        // Another target has its place already.
    }

    @Override
    void expired(long now) {
        // The first attempt's name is also the request's.
        if (client.over()) {
            context.attempts.remove(attempt, this);
        } else {
            context.attempts.put(attempt, client);
        }
    }

    @Override
    void repeat() {}
}
