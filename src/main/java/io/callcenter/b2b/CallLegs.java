package io.callcenter.b2b;

import io.callcenter.ids.CallId;
import java.time.Instant;
import java.util.Optional;

/**
 * The legs of one call, from the first INVITE to the last tombstone. One thread at a time.
 *
 * <p>The first input is the initial INVITE as {@link SipEvent.RequestIn}: it yields {@link CallEvent.Arrived}; 100 Trying was sent before.
 */
public final class CallLegs {
    /** Legs of a call about to arrive. */
    public CallLegs(CallId call, LegSettings settings, Names names) {
        throw new UnsupportedOperationException("being written");
    }

    /** Takes one input and says what follows from it. */
    public Step handle(LegInput input, Instant now) {
        throw new UnsupportedOperationException("being written");
    }

    /** When {@link SipEvent.Wake} is wanted at the latest; empty when nothing is pending. */
    public Optional<Instant> nextDeadline() {
        throw new UnsupportedOperationException("being written");
    }

    /** Whether the call is over and its last tombstone has passed. */
    public boolean gone() {
        throw new UnsupportedOperationException("being written");
    }
}
