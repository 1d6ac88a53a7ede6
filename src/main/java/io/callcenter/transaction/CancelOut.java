package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Token;

/** A CANCEL of ours: sent to where its INVITE went, under the same branch, repeated as any request; its fate is seen at the INVITE. */
final class CancelOut extends TransactionMachine {
    private final String attempt;
    private final Target target;
    private final Request sent;

    private CancelOut(TransactionContext context, String attempt, Request sent, Target target) {
        super(context);
        this.attempt = attempt;
        this.sent = sent;
        this.target = target;
    }

    /** Sends it. {@code draft} has its Via. */
    static void send(TransactionContext context, String attempt, Draft draft, Target target, long now) {
        CancelOut cancel = new CancelOut(context, attempt, draft.request(target.via(new Token(attempt))), target);
        if (context.cancels.putIfAbsent(attempt, cancel) == null) {
            if (!target.reliable()) {
                cancel.repeatFrom(now, context.timing.t1(), context.timing.t2());
            }
            cancel.deadlineAt(now + context.timing.life());
            cancel.transmit();
        }
    }

    private void transmit() {
        context.out.accept(new Action.Transmit(attempt, target, sent));
    }

    @Override
    void repeat() {
        context.count(Action.Kind.REPEATED_OUT);
        transmit();
    }

    void answered(Response response, long now) {
        if (response.code() < 200) {
            slowDown(context.timing.t2());
        } else {
            // A copy of the response changes nothing: it finds nobody.
            expired(now);
        }
    }

    Target target() {
        return target;
    }

    void failed(long now) {
        expired(now);
    }

    @Override
    void expired(long now) {
        stop();
        context.cancels.remove(attempt, this);
    }
}
