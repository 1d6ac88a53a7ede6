package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.Head;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import java.util.function.Function;

/** An INVITE that came in (RFC 3261 §17.2.1, RFC 6026 §7.1). A 2xx is repeated by its user (§13.3.1.4) until the ACK, which is the user's too. */
final class ServerInvite extends Server {
    private enum State {
        PROCEEDING,
        ACCEPTED,
        COMPLETED,
        CONFIRMED
    }

    private State state = State.PROCEEDING;
    private boolean overdue;

    ServerInvite(TransactionContext context, String name, Request request, ReturnPath path, long now) {
        super(context, name, request, path);
        say(head -> head.answer(100, Tag.NONE));
        deadlineAt(now + context.timing.unanswered());
    }

    @Override
    SendResult respond(int code, Function<Head, Draft> make, long now) {
        boolean yes = code >= 200 && code < 300;
        if (state == State.ACCEPTED && yes) {
            sayAgain();
            return SendResult.REPEATED;
        }
        if (state != State.PROCEEDING) {
            return SendResult.TOO_LATE;
        }
        if (code < 200) {
            say(make);
            return SendResult.PROVISIONAL;
        }
        stop();
        sayLast(make);
        state = yes ? State.ACCEPTED : State.COMPLETED;
        if (!yes && !path().reliable()) {
            repeatFrom(now, context.timing.t1(), context.timing.t2());
        }
        deadlineAt(now + context.timing.life());
        return SendResult.FINAL;
    }

    @Override
    boolean answersCopies() {
        return state != State.CONFIRMED;
    }

    @Override
    boolean acknowledged(long now) {
        if (state == State.COMPLETED) {
            state = State.CONFIRMED;
            stop();
            keep(context.timing.t4(), now);
        }
        return state == State.ACCEPTED;
    }

    @Override
    void repeat() {
        context.count(Action.Kind.REPEATED_OUT);
        sayAgain();
    }

    @Override
    void expired(long now) {
        if (state == State.PROCEEDING && !overdue) {
            overdue = true;
            deadlineAt(now + context.timing.life());
            context.out.accept(new Action.Overdue(name()));
        } else {
            end();
        }
    }
}
