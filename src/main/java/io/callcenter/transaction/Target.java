package io.callcenter.transaction;

import io.callcenter.message.Token;
import io.callcenter.message.Via;

/** An address that a request may be sent to. Made by the transport. */
public interface Target {
    /** Whether what is sent there arrives or the connection breaks. */
    boolean reliable();

    /** Whether that Via, as a response brings it back, names us as {@link #via} does (RFC 3261 §18.1.2). */
    boolean named(Via via);

    /** The Via of a request that goes there, with that branch. */
    Via via(Token branch);
}
