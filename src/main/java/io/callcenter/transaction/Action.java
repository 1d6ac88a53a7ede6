package io.callcenter.transaction;

import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.util.Optional;

/** What a transaction wants done, or has to tell its user, in the order given. */
public sealed interface Action {
    /**
     * Sends a request, connecting first where that is needed. What cannot be sent comes back by {@link Transactions#failed}.
     *
     * @param attempt its Via's branch: names the attempt
     */
    record Transmit(String attempt, Target target, Request request) implements Action {}

    /** The attempt is over: what still waits to be sent for it is not sent. */
    record Withdraw(String attempt) implements Action {}

    /** Sends a response back on the way on which its request came, or where that is gone by the rules of RFC 3261 §18.2.2. */
    record Reply(ReturnPath path, byte[] bytes) implements Action {}

    /** Its user has not answered an INVITE in time and has to refuse it with 500 now: a defect of the user. Ignored, the INVITE is forgotten. */
    record Overdue(String transaction) implements Action {}

    /** An ACK of a 2xx. */
    record Acknowledged(Request ack, ReturnPath path) implements Action {}

    /**
     * A response to a request of ours came.
     *
     * @param branch the branch that the request was sent with at first
     * @param matched whether it is one that the transaction waited for; {@code false} for a repeated 2xx to an INVITE, and one of another fork
     */
    record Answered(String branch, boolean matched, Response response, ReturnPath path) implements Action {}

    /** A request that left us got no final response: 408 for time-outs, 503 where its connection broke. */
    record Unanswered(String branch, int code) implements Action {}

    /** A request never left us. */
    record Unsent(String branch, Why why) implements Action {}

    /**
     * What a request of ours comes to, for the log: {@link Unsent} or {@link Unanswered} follows.
     *
     * @param request as it was last made
     * @param why empty where it left us
     */
    record Failed(Request request, Target target, Optional<Why> why) implements Action {}

    /** A request goes to another target than before, in an attempt of that name; {@code left} is the one that failed. */
    record Tried(String branch, String attempt, Target target, Target left) implements Action {}

    /** Something was counted: it changes nothing. */
    record Counted(Kind kind) implements Action {}

    /** Why a request could not be sent. */
    enum Why {
        /** There is no address, or no connection to it. */
        NOWHERE,
        /** It could not be made. */
        REFUSED,
        /** Too much waits for that peer already. */
        CONGESTED,
        /** No datagram and no stream takes it. */
        TOO_LARGE
    }

    /** What is counted. */
    enum Kind {
        /** A request of ours, or a response, was sent again because time passed. */
        REPEATED_OUT,
        /** A request came again. */
        REPEATED_IN,
        /** A response was given after the request's time. */
        TOO_LATE
    }
}
