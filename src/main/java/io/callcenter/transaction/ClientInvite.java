package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.util.List;

/** An INVITE of ours (RFC 3261 §17.1.1, RFC 6026 §7.2). */
final class ClientInvite extends Client {
    private static final int UNAVAILABLE = 503;

    private enum State {
        CALLING,
        PROCEEDING,
        ACCEPTED,
        COMPLETED
    }

    private State state = State.CALLING;
    private FieldValue cancelReason;
    private boolean cancelSent;
    private Request ack;

    ClientInvite(TransactionContext context, String branch, Draft draft, List<Target> targets) {
        super(context, branch, draft, targets);
    }

    @Override
    void began(long now) {
        state = State.CALLING;
        if (!target().reliable()) {
            repeatFrom(now, context.timing.t1(), NEVER / 4);
        }
        deadlineAt(now
                + (hasNext() ? Math.min(context.timing.nextTarget(), context.timing.life()) : context.timing.life()));
    }

    @Override
    boolean hasNext() {
        // A call that is given up is offered to nobody else.
        return cancelReason == null && super.hasNext();
    }

    @Override
    boolean silent() {
        return state == State.CALLING;
    }

    @Override
    boolean mayFail() {
        return state == State.CALLING || state == State.PROCEEDING;
    }

    @Override
    void leave(long now) {
        AbandonedAttempt.keep(context, this, now);
    }

    @Override
    void expired(long now) {
        switch (state) {
            case CALLING, PROCEEDING -> timeOut(now);
            case ACCEPTED, COMPLETED -> end();
        }
    }

    /** Gives the call up: the CANCEL waits for a first answer (RFC 3261 §9.1); 64·T1 after it the INVITE ends in any case. */
    void cancel(FieldValue reason, long now) {
        if (cancelReason == null && mayFail()) {
            cancelReason = reason;
            if (state == State.CALLING) {
                deadlineAt(now + context.timing.life());
            } else {
                sendCancel(now);
            }
        }
    }

    private void sendCancel(long now) {
        cancelSent = true;
        CancelOut.send(context, attempt(), sent().cancel(cancelReason), target(), now);
        deadlineAt(now + context.timing.life());
    }

    @Override
    public void answered(String attempt, Response response, ReturnPath path, long now) {
        if (over() || !attempt.equals(attempt())) {
            return;
        }
        hasLeft();
        if (response.code() < 200) {
            provisional(response, path, now);
        } else if (response.code() < 300) {
            accepted(response, path, now);
        } else {
            refused(response, path, now);
        }
    }

    private void provisional(Response response, ReturnPath path, long now) {
        if (!mayFail()) {
            return;
        }
        if (state == State.CALLING) {
            state = State.PROCEEDING;
            stop();
        }
        up(true, response, path);
        if (cancelReason != null && !cancelSent) {
            sendCancel(now);
        }
    }

    private void accepted(Response response, ReturnPath path, long now) {
        boolean first = mayFail();
        if (first) {
            state = State.ACCEPTED;
            stop();
            letGo();
            deadlineAt(now + context.timing.life());
        }
        if (first || state == State.ACCEPTED) {
            up(first, response, path);
        }
    }

    private void refused(Response response, ReturnPath path, long now) {
        if (state == State.COMPLETED) {
            acknowledge();
            return;
        }
        if (!mayFail()) {
            return;
        }
        ack = acknowledgeWith(response);
        acknowledge();
        if (response.code() == UNAVAILABLE && hasNext()) {
            state = State.COMPLETED;
            move(true, now);
            return;
        }
        state = State.COMPLETED;
        stop();
        letGo();
        up(true, response, path);
        if (target().reliable()) {
            end();
        } else {
            deadlineAt(now + context.timing.life());
        }
    }

    private Request acknowledgeWith(Response refusal) {
        return sent().ackOf(refusal).request(sent().via());
    }

    private void acknowledge() {
        context.out.accept(new Action.Transmit(attempt(), target(), ack));
    }

    private void up(boolean matched, Response response, ReturnPath path) {
        context.out.accept(new Action.Answered(branch(), matched, response, path));
    }
}
