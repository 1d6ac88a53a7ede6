package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.Request;
import io.callcenter.message.Token;
import java.util.List;
import java.util.Optional;

/**
 * A request of ours on its way through its targets (RFC 3263 §4.3): the next one after a failed connection, one that broke before any answer, a 503,
 * or silence. Each attempt has a branch of its own: the first one the request's, others {@code branch.n}.
 */
abstract class Client extends TransactionMachine implements Attempt {
    private final String branch;
    private final Token method;
    private final List<Target> targets;
    private int at = -1;
    private String attempt = "";
    private Draft draft;
    private Request sent;
    private boolean left;
    private boolean over;

    Client(TransactionContext context, String branch, Draft draft, List<Target> targets) {
        super(context);
        this.branch = branch;
        this.method = draft.method();
        this.draft = draft;
        this.targets = List.copyOf(targets);
    }

    /** Sets the timers of an attempt that was just sent. */
    abstract void began(long now);

    /** Whether nothing came back in this attempt. */
    abstract boolean silent();

    /** The attempt ends without its answer while another begins: it may leave something behind. */
    abstract void leave(long now);

    @Override
    public final Client client() {
        return this;
    }

    final boolean is(Token other) {
        return method.equals(other);
    }

    final String branch() {
        return branch;
    }

    final String attempt() {
        return attempt;
    }

    @Override
    public final Target target() {
        return targets.get(at);
    }

    final Request sent() {
        return sent;
    }

    final boolean over() {
        return over;
    }

    boolean hasNext() {
        return at + 1 < targets.size();
    }

    /** Begins with the first target, or goes to the next one; there must be one. */
    final void next(long now) {
        at++;
        attempt = at == 0 ? branch : branch + "." + at;
        sent = draft.request(target().via(new Token(attempt)));
        context.attempts.put(attempt, this);
        if (at > 0) {
            context.out.accept(new Action.Tried(branch, attempt, target(), targets.get(at - 1)));
        }
        began(now);
        transmit();
    }

    final void transmit() {
        context.out.accept(new Action.Transmit(attempt, target(), sent));
    }

    @Override
    final void repeat() {
        context.count(Action.Kind.REPEATED_OUT);
        transmit();
    }

    @Override
    public final void failed(String which, Action.Why why, boolean mayHaveLeft, long now) {
        if (over || !which.equals(attempt) || !mayFail()) {
            return;
        }
        left |= mayHaveLeft;
        if (silent() && hasNext()) {
            move(mayHaveLeft, now);
        } else if (left || !silent()) {
            tell(Optional.empty());
            end();
            context.out.accept(new Action.Unanswered(branch, 503));
        } else {
            tell(Optional.of(why));
            end();
            context.out.accept(new Action.Unsent(branch, why));
        }
    }

    /** Whether it still waits for something that the connection has to bring. */
    abstract boolean mayFail();

    /** Leaves this target, where the request may have arrived, for the next one. */
    final void move(boolean mayHaveArrived, long now) {
        stop();
        context.out.accept(new Action.Withdraw(attempt));
        if (mayHaveArrived) {
            leave(now);
        }
        next(now);
    }

    /** Nobody answered in time. */
    final void timeOut(long now) {
        left = true;
        if (silent() && hasNext()) {
            move(true, now);
        } else {
            tell(Optional.empty());
            end();
            context.out.accept(new Action.Unanswered(branch, 408));
        }
    }

    private void tell(Optional<Action.Why> why) {
        context.out.accept(new Action.Failed(sent, target(), why));
    }

    /** Something of it has left us. */
    final void hasLeft() {
        left = true;
    }

    /** Out of the table, without a word. */
    final void end() {
        over = true;
        stop();
        context.out.accept(new Action.Withdraw(attempt));
        for (int i = 0; i <= at; i++) {
            context.attempts.remove(i == 0 ? branch : branch + "." + i, this);
        }
        letGo();
    }

    /** It is not sent again: only its name is kept. */
    final void letGo() {
        draft = null;
        sent = null;
    }
}
