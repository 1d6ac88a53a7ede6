package io.callcenter.b2b;

import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Field;
import io.callcenter.message.Request;
import java.time.Instant;
import java.util.List;

/** A fact about a call (docs/design/legs.md 6), numbered by {@code seq} from 1 and in order for each call; times = when the message came in. */
public sealed interface CallEvent {
    /** The call. */
    CallId call();

    /** Number within the call. */
    long seq();

    /**
     * First event of a call, once. The INVITE's facts are in {@code invite}; {@code sdp} is its session description or empty.
     *
     * @param identity who calls
     */
    record Arrived(CallId call, long seq, Request invite, Identity identity, Hop hop, String sdp, Instant at)
            implements CallEvent {}

    /** A provisional answer above 100. */
    record Progress(CallId call, long seq, LegId leg, int code) implements CallEvent {}

    /** The leg's peer picked up. At most once. */
    record Answered(CallId call, long seq, LegId leg, Instant at) implements CallEvent {}

    /**
     * The leg's peer refused an INVITE without an offer and took the same with one (docs/design/legs.md 3.3): whoever dials it again may say so in the
     * order. At most once.
     */
    record LateOfferRefused(CallId call, long seq, LegId leg) implements CallEvent {}

    /** Media joined: established. */
    record Connected(CallId call, long seq, LegId leg, Instant at) implements CallEvent {}

    /**
     * The target refused, nothing happened to the caller.
     *
     * @param code of its response; 408 or 503 when none came; {@link #NOT_REACHED} or {@link #NOT_SENT} when the INVITE never left us
     * @param contacts of a 3xx, not followed
     */
    record Refused(CallId call, long seq, LegId leg, int code, List<String> contacts, Instant at) implements CallEvent {
        /** The target's address leads nowhere. */
        public static final int NOT_REACHED = 0;
        /** The INVITE could not be made, or is too large: the target has nothing to do with it. */
        public static final int NOT_SENT = 1;

        public Refused {
            contacts = List.copyOf(contacts);
        }
    }

    /** Which side of a join failed. */
    enum Side {
        CALLER,
        TARGET
    }

    /** What the caller hears after a failed join. */
    enum Hears {
        RIGHT,
        NOTHING
    }

    /** The target had answered, but could not be joined. */
    record ConnectFailed(CallId call, long seq, LegId leg, Side side, int code, Hears hears, Instant at)
            implements CallEvent {}

    /** The leg was given up by order, or fell with its call, before it was connected. */
    record Dropped(CallId call, long seq, LegId leg, Instant at) implements CallEvent {}

    /** Who ended a connected leg. */
    enum By {
        PEER,
        US,
        DEAD,
        RETURN_FAILED,
        /** They took an agent's place and never acknowledged our 2xx. */
        NO_ACK
    }

    /** A connected leg is over: exactly once after {@link Connected}, before {@link CallEnded}. */
    record LegEnded(CallId call, long seq, LegId leg, By by, Instant at) implements CallEvent {}

    /**
     * The leg's peer asks for a transfer of the caller; {@link CallOrder.AnswerRefer} is awaited. Only from the agent whom the caller is joined to.
     *
     * @param target URI without header fields
     * @param replaces value of a Replaces field for the target's INVITE (RFC 3891), or empty
     * @param referredBy value of Referred-By as it came (RFC 3892), or empty
     * @param passed header fields that go with the caller
     */
    record Referred(
            CallId call,
            long seq,
            LegId leg,
            String target,
            String replaces,
            String referredBy,
            List<Field> passed,
            Instant at)
            implements CallEvent {
        /** Copies the fields. */
        public Referred {
            passed = List.copyOf(passed);
        }
    }

    /** Whoever asked for the transfer that is under way has resumed the session with the caller: it is off. */
    record TakenBack(CallId call, long seq, LegId leg, Instant at) implements CallEvent {}

    /** The caller is with the agent again who wanted them transferred: after {@link CallOrder.Notify} of a failure, where they heard music meanwhile. */
    record Returned(CallId call, long seq, LegId leg, Instant at) implements CallEvent {}

    /**
     * Somebody wants the place of the agent whom the caller talks to, by INVITE with Replaces (RFC 3891); {@link CallOrder.Take} is awaited.
     *
     * @param leg of that agent
     * @param taker name of the leg that it would become
     * @param identity who wants it
     */
    record TakeAsked(
            CallId call, long seq, LegId leg, LegId taker, Request invite, Identity identity, Hop hop, Instant at)
            implements CallEvent {}

    /** How the caller went. */
    enum How {
        CANCEL,
        BYE,
        NO_ACK,
        EXPIRED,
        DEAD
    }

    /** The caller is gone; all legs are being ended. At most once. */
    record CallerGone(CallId call, long seq, How how, Instant at) implements CallEvent {}

    /** Why a call's legs ended. */
    enum Cause {
        /** The caller went. */
        CALLER_GONE,
        /** By a Refuse order. */
        REFUSED,
        /** By an End order. */
        ENDED,
        /** {@code cc.max-call-duration}. */
        LIMIT,
        /** {@code cc.setup-timeout} before the caller was answered. */
        SETUP_TIMEOUT,
        /** The accepting step could not be saved. */
        NO_STORE
    }

    /** Last event, exactly once per {@link Arrived}. */
    record CallEnded(CallId call, long seq, Cause cause, Instant at) implements CallEvent {}
}
