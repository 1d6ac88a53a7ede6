package io.callcenter.b2b;

/** Fresh names and randomness, handed in so that {@code b2b} stays repeatable. Names contain node and epoch: never used again after a restart. */
public interface FreshNames {
    /** A tag of ours for that Call-ID: random part and keyed check (docs/design/legs.md 1). */
    String tag(String sipCallId);

    /** Whether that tag is one of ours for that Call-ID, of any epoch. */
    boolean ours(String sipCallId, String tag);

    /** A Via branch with the magic cookie (RFC 3261 §8.1.1.7). */
    String branch();

    /** A Call-ID for a leg of ours. */
    String callId();

    /** The same names, but its Call-IDs are dealt with where that one is. */
    default FreshNames near(String sipCallId) {
        return this;
    }

    /** A number by which Call-IDs that were made {@link #near} one another are kept together. */
    default int slot(String sipCallId) {
        return sipCallId.hashCode();
    }

    /** A number from 0 to {@code bound} - 1. */
    int random(int bound);
}
