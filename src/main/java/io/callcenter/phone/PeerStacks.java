package io.callcenter.phone;

import io.callcenter.b2b.FreshNames;
import io.callcenter.sip.stack.SipStack;

/** Makes the transaction layers of the demo's phones. */
public interface PeerStacks {
    /** A layer of its own that will listen on that point, in the form {@code udp:127.0.0.1:0}; not started. */
    SipStack stack(String listen, FreshNames names);

    /** Tags, branches and Call-IDs for its messages. */
    FreshNames names();
}
