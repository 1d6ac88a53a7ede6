package io.callcenter.transaction;

import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.Head;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Token;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All transactions of one event loop. Messages, orders and the time come in; what has to be done goes to the consumer of actions, from within the
 * call. Times are nanoseconds of one clock that never steps back. One thread; the consumer must not call back in.
 */
public final class Transactions {
    private final TransactionContext context;

    /** None yet; {@code now} is the earliest time that will be told. */
    public Transactions(Timing timing, Consumer<Action> out, long now) {
        this.context = new TransactionContext(timing, new TimerWheel(now), out);
    }

    /** What a request turned out to be. */
    public enum Arrival {
        /** Of no transaction that is known: its receiver decides whether to {@link #open} one. */
        NEW,
        /** A copy, or the ACK of a refusal: it has been dealt with. */
        KNOWN
    }

    /**
     * Sends a request.
     *
     * @param branch begins with {@code z9hG4bK}; names it from now on; the last request of that name must be over
     * @param targets in the order in which they are tried; none: it comes back as {@link Action.Unsent}
     */
    public void send(String branch, Draft request, List<Target> targets, long now) {
        if (targets.isEmpty()) {
            context.out.accept(new Action.Unsent(branch, Action.Why.NOWHERE));
            return;
        }
        boolean invite = request.method().equals(Methods.INVITE);
        Client client = invite
                ? new ClientInvite(context, branch, request, targets)
                : new ClientOther(context, branch, request, targets);
        client.next(now);
    }

    /**
     * Cancels an INVITE: at once where it was answered provisionally, else with the first answer of that kind.
     *
     * @param reason value of a Reason, {@link FieldValue#NONE} = without
     * @return whether an INVITE of that branch is open
     */
    public boolean cancel(String branch, FieldValue reason, long now) {
        Attempt attempt = context.attempts.get(branch);
        if (attempt == null || attempt.client().over() || !(attempt.client() instanceof ClientInvite invite)) {
            return false;
        }
        invite.cancel(reason, now);
        return true;
    }

    /** Sends the CANCEL of an INVITE that a former process sent. {@code attempt} is the branch that it went with. */
    public void cancel(String attempt, Draft cancel, Target target, long now) {
        CancelOut.send(context, attempt, cancel, target, now);
    }

    /** Forgets a request of ours, without a word. */
    public void end(String branch) {
        Attempt attempt = context.attempts.get(branch);
        if (attempt != null && !attempt.client().over()) {
            attempt.client().end();
        }
    }

    /**
     * A request of ours could not be sent, or its connection broke.
     *
     * @param attempt as in {@link Action.Transmit}
     * @param method of the request that failed
     * @param left whether bytes of it may have left
     */
    public void failed(String attempt, Token method, Action.Why why, boolean left, long now) {
        if (method.equals(Methods.CANCEL)) {
            CancelOut cancel = context.cancels.get(attempt);
            if (cancel != null) {
                cancel.failed(now);
            }
        } else if (!method.equals(Methods.ACK)) {
            Attempt failed = context.attempts.get(attempt);
            if (failed != null) {
                failed.failed(attempt, why, left, now);
            }
        }
    }

    /** Takes a response; {@code false} = nobody waits for it, or its top Via does not name us. */
    public boolean response(Response response, ReturnPath path, long now) {
        String attempt = response.via().branch();
        Token method = response.cseq().method();
        if (method.equals(Methods.CANCEL)) {
            CancelOut cancel = context.cancels.get(attempt);
            boolean waited = cancel != null && cancel.target().named(response.via());
            if (waited) {
                cancel.answered(response, now);
            }
            return waited;
        }
        Attempt waits = context.attempts.get(attempt);
        boolean ours =
                waits != null && waits.client().is(method) && waits.target().named(response.via());
        if (ours) {
            waits.answered(attempt, response, path, now);
        }
        return ours;
    }

    /** Takes a request that is a copy of a known one, or an ACK that a transaction waits for. */
    public Arrival request(Request request, ReturnPath path, long now) {
        if (request.is(Methods.ACK)) {
            return acknowledged(request, path, now);
        }
        Server known = context.servers.get(ServerName.of(request, request.method()));
        if (known == null) {
            return Arrival.NEW;
        }
        known.again();
        return Arrival.KNOWN;
    }

    private Arrival acknowledged(Request ack, ReturnPath path, long now) {
        Server server = context.servers.get(ServerName.of(ack, Methods.INVITE));
        if (server == null) {
            return Arrival.NEW;
        }
        if (server.acknowledged(now)) {
            context.out.accept(new Action.Acknowledged(ack, path));
        }
        return Arrival.KNOWN;
    }

    /**
     * Makes a transaction of a request that {@link #request} did not know; an INVITE is answered with 100 at once.
     *
     * @return its name, for {@link #respond}
     */
    public String open(Request request, ReturnPath path, long now) {
        String name = ServerName.of(request, request.method());
        Server server = request.is(Methods.INVITE)
                ? new ServerInvite(context, name, request, path, now)
                : new ServerOther(context, name, request, path, now);
        context.servers.put(name, server);
        return name;
    }

    /** The INVITE that a CANCEL means, by name; empty = none is known. */
    public Optional<String> cancelled(Request cancel) {
        String name = ServerName.of(cancel, Methods.INVITE);
        return context.servers.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /**
     * Answers a request; a 2xx to an INVITE may be given any number of times.
     *
     * @param make puts the response together from the head of the request; not asked where there is nothing to send, or the 2xx goes out again
     */
    public SendResult respond(String transaction, int code, Function<Head, Draft> make, long now) {
        Server server = context.servers.get(transaction);
        SendResult sent = server == null ? SendResult.TOO_LATE : server.respond(code, make, now);
        if (sent == SendResult.TOO_LATE) {
            context.count(Action.Kind.TOO_LATE);
        }
        return sent;
    }

    /** Lets time pass. */
    public void advance(long now) {
        context.wheel.advance(now);
    }

    /** When {@link #advance} is needed next, at the latest; {@link Long#MAX_VALUE} = not before something else happens. */
    public long next() {
        return context.wheel.next();
    }

    /** Transactions that are open, or kept so that copies are known. */
    public int size() {
        return context.attempts.size() + context.cancels.size() + context.servers.size();
    }
}
