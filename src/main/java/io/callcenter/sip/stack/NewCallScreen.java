package io.callcenter.sip.stack;

import io.callcenter.message.Draft;
import java.time.Duration;
import java.util.Optional;

/** Asked for each INVITE outside a dialog that is no repeat, before the stack keeps anything for it. Any thread; must not block. */
@FunctionalInterface
public interface NewCallScreen {
    /** Takes every call. */
    NewCallScreen ALL = call -> Verdict.TAKEN;

    /** What becomes of it. */
    Verdict of(NewCall call);

    /** Whether a source has shown that it exists: what is forged in its name is not held against it. */
    default boolean isProven(String host) {
        return false;
    }

    /** The name of the call to which that Call-ID belongs, or belonged lately; empty = none, or nobody keeps that. */
    default Optional<String> callOf(String sipCallId) {
        return Optional.empty();
    }

    /**
     * A new call.
     *
     * @param callId its Call-ID
     * @param fromTag the caller's tag
     * @param host literal address where it came from
     * @param reliable whether it came by a connection, so that its peer does not repeat it
     * @param waited how long it waited here to be looked at: what its source has sent since then has not been looked at either
     */
    record NewCall(String callId, String fromTag, String host, boolean reliable, Duration waited) {}

    /**
     * What becomes of a new call.
     *
     * @param taken whether it goes up; else the stack forgets it
     * @param refusal what it is answered where it is not taken, without a transaction; empty = nothing
     */
    record Verdict(boolean taken, Optional<Draft> refusal) {
        /** It goes up. */
        public static final Verdict TAKEN = new Verdict(true, Optional.empty());
        /** It is dropped without a word. */
        public static final Verdict DROPPED = new Verdict(false, Optional.empty());

        /** It gets that answer. */
        public static Verdict refused(Draft answer) {
            return new Verdict(false, Optional.of(answer));
        }
    }
}
