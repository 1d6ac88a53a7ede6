package io.callcenter.transaction;

/** The way back to whoever sent a message: a connection, or the address that a datagram came from. Made by the transport, opaque here. */
public interface ReturnPath {
    /** Whether what is sent on it arrives or the connection breaks, so that nothing needs repeating. */
    boolean reliable();
}
