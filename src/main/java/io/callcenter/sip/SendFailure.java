package io.callcenter.sip;

import io.callcenter.b2b.SipEvent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.sip.SipException;

/**
 * What an attempt to send came to.
 *
 * @param why empty when bytes may have left
 * @param detail the cause for the log
 */
record SendFailure(Optional<SipEvent.Why> why, String detail) {
    private static final int LARGEST_DATAGRAM = 65_507;

    static SendFailure of(SipEvent.Why why, String detail) {
        return new SendFailure(Optional.of(why), detail);
    }

    /** What that failure of the stack means for a message on that transport. */
    static SendFailure of(Throwable failure, String transport) {
        Throwable cause = failure;
        while (cause.getCause() != null && (cause instanceof SipException || cause instanceof RuntimeException)) {
            cause = cause.getCause();
        }
        return new SendFailure(why(cause, transport.equals("udp")), String.valueOf(cause.getMessage()));
    }

    private static Optional<SipEvent.Why> why(Throwable cause, boolean datagram) {
        if (!(cause instanceof IOException)) {
            return Optional.of(SipEvent.Why.REFUSED);
        }
        if (datagram && String.valueOf(cause.getMessage()).contains("too long")) {
            return Optional.of(SipEvent.Why.TOO_LARGE);
        }
        boolean before = String.valueOf(cause.getMessage()).startsWith("Could not connect") // the stack's own words
                || cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException;
        return datagram || before ? Optional.of(SipEvent.Why.NOWHERE) : Optional.empty();
    }

    /** The failure of a message of that many bytes, if no datagram can hold it. */
    static Optional<SendFailure> tooLarge(int bytes, String transport) {
        return transport.equals("udp") && bytes > LARGEST_DATAGRAM
                ? Optional.of(of(SipEvent.Why.TOO_LARGE, bytes + " bytes do not fit into a datagram"))
                : Optional.empty();
    }
}
