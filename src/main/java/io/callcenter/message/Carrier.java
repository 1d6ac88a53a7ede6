package io.callcenter.message;

/** How messages are told apart on their way. */
public enum Carrier {
    /** One message each: a datagram, or a frame of a WebSocket. Without Content-Length the body reaches to its end (RFC 3261 §18.3). */
    DATAGRAM,
    /** By Content-Length only; without it the body is empty. */
    STREAM
}
