package io.callcenter.demo;

import io.callcenter.b2b.Names;
import io.callcenter.sip.SipStack;

/** Makes the transaction layers of the demo's phones. */
public interface PeerStacks {
    /** A layer of its own that will listen on that point, in the form {@code udp:127.0.0.1:0}; not started. */
    SipStack stack(String listen, Names names);

    /** Tags, branches and Call-IDs for its messages. */
    Names names();
}
