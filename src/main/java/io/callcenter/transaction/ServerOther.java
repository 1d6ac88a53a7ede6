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

    ServerOther(Context context, String name, Request request, Path path, long now) {
        super(context, name, request, path);
        this.end = now + context.timing.life();
        deadlineAt(now + context.timing.trying());
    }

    @Override
    Sent respond(int code, Function<Head, Draft> make, long now) {
        if (answered()) {
            return Sent.TOO_LATE;
        }
        if (code < 200) {
            return Sent.PROVISIONAL;
        }
        stop();
        sayLast(make);
        keep(context.timing.life(), now);
        return Sent.FINAL;
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
