package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.Response;
import java.util.List;

/** A request of ours other than INVITE, ACK and CANCEL (RFC 3261 §17.1.2). */
final class ClientOther extends Client {
    private static final int UNAVAILABLE = 503;

    private enum State {
        TRYING,
        PROCEEDING,
        COMPLETED
    }

    private State state = State.TRYING;

    ClientOther(TransactionContext context, String branch, Draft draft, List<Target> targets) {
        super(context, branch, draft, targets);
    }

    @Override
    void began(long now) {
        state = State.TRYING;
        if (!target().reliable()) {
            repeatFrom(now, context.timing.t1(), context.timing.t2());
        }
        deadlineAt(now + context.timing.life());
    }

    @Override
    boolean silent() {
        return state == State.TRYING;
    }

    @Override
    boolean mayFail() {
        return state != State.COMPLETED;
    }

    @Override
    void leave(long now) {
        // An answer from the target that was left comes too late for anybody.
    }

    @Override
    void expired(long now) {
        if (state == State.COMPLETED) {
            end();
        } else {
            timeOut(now);
        }
    }

    @Override
    public void answered(String attempt, Response response, ReturnPath path, long now) {
        if (over() || state == State.COMPLETED || !attempt.equals(attempt())) {
            return;
        }
        hasLeft();
        if (response.code() < 200) {
            state = State.PROCEEDING;
            slowDown(context.timing.t2());
            up(response, path);
        } else if (response.code() == UNAVAILABLE && hasNext()) {
            move(true, now);
        } else {
            complete(now);
            up(response, path);
        }
    }

    private void complete(long now) {
        state = State.COMPLETED;
        stop();
        letGo();
        if (target().reliable()) {
            end();
        } else {
            deadlineAt(now + context.timing.t4());
        }
    }

    private void up(Response response, ReturnPath path) {
        context.out.accept(new Action.Answered(branch(), true, response, path));
    }
}
