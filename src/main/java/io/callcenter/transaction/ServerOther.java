package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.Head;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import java.util.function.Function;

/**
 * A request other than INVITE and ACK that came in (RFC 3261 §17.2.2). The only provisional response is a 100 after 3.5 s, and nobody is told 408
 * (RFC 4320): without an answer of its user it ends silently.
 */
final class ServerOther extends Server {
    private final long end;
    private boolean tried;

    ServerOther(TransactionContext context, String name, Request request, ReturnPath path, long now) {
        super(context, name, request, path);
        this.end = now + context.timing.life();
        deadlineAt(now + context.timing.trying());
    }

    @Override
    SendResult respond(int code, Function<Head, Draft> make, long now) {
        if (answered()) {
            return SendResult.TOO_LATE;
        }
        if (code < 200) {
            return SendResult.PROVISIONAL;
        }
        stop();
        sayLast(make);
        keep(context.timing.life(), now);
        return SendResult.FINAL;
    }

    @Override
    boolean answersCopies() {
        return true;
    }

    @Override
    boolean acknowledged(long now) {
        return false;
    }

    @Override
    void repeat() {}

    @Override
    void expired(long now) {
        if (answered() || tried) {
            end();
        } else {
            tried = true;
            say(head -> head.answer(100, Tag.NONE));
            deadlineAt(end);
        }
    }
}
