package io.callcenter.b2b;

import java.util.List;

/** Answers to messages that belong to no call (legs 3.9): 481, silence, or ACK and BYE for a 2xx that carries a tag of ours. */
public final class Strays {
    /** Uses the names for the check of our tags and for the branches of what it sends. */
    public Strays(Names names, String product) {
        throw new UnsupportedOperationException("being written");
    }

    /** What to do with a message for which no call is known and no recovery is running. */
    public List<SipOrder> handle(SipEvent event) {
        throw new UnsupportedOperationException("being written");
    }
}
