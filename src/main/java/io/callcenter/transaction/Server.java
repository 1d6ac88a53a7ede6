package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.Head;
import io.callcenter.message.Request;
import java.util.function.Function;

/** A request that came in. With the final response it lets go of the request and keeps the response's bytes alone. */
abstract class Server extends TransactionMachine {
    private final String name;
    private final ReturnPath path;
    private Head head;
    private byte[] last;

    Server(TransactionContext context, String name, Request request, ReturnPath path) {
        super(context);
        this.name = name;
        this.path = path;
        this.head = request.head();
    }

    /** The same request came again. */
    final void again() {
        context.count(Action.Kind.REPEATED_IN);
        if (last != null && answersCopies()) {
            send(last);
        }
    }

    /** Whether a copy of the request gets the last response again. */
    abstract boolean answersCopies();

    /** Answers it; {@code make} puts the response together from the head of the request. */
    abstract SendResult respond(int code, Function<Head, Draft> make, long now);

    /** An ACK for it came; whether it is that of a 2xx, which is its user's. */
    abstract boolean acknowledged(long now);

    final String name() {
        return name;
    }

    final ReturnPath path() {
        return path;
    }

    final boolean answered() {
        return head == null;
    }

    final void say(Draft draft) {
        last = draft.bytes();
        send(last);
    }

    final void say(Function<Head, Draft> make) {
        say(make.apply(head));
    }

    /** The final response: the request is no longer needed. */
    final void sayLast(Function<Head, Draft> make) {
        say(make);
        head = null;
    }

    final void sayAgain() {
        send(last);
    }

    private void send(byte[] bytes) {
        context.out.accept(new Action.Reply(path, bytes));
    }

    final void end() {
        stop();
        context.servers.remove(name, this);
    }

    /** Kept for that long, so that copies of the request are known; on a reliable path there are none. */
    final void keep(long time, long now) {
        if (path.reliable()) {
            end();
        } else {
            deadlineAt(now + time);
        }
    }
}
