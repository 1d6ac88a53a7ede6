package io.callcenter.message;

/** Why a message is not taken. */
public enum MessageFault {
    /** Fewer than five bytes, sent to keep a NAT binding alive. */
    KEEP_ALIVE(0),
    /** A first line of neither a request nor a response. */
    NOT_SIP(0),
    /** No Via that an answer could find its way by. */
    NO_VIA(0),
    VERSION(505),
    HEAD_TOO_LARGE(513),
    BODY_TOO_LARGE(413),
    /** No From, To, Call-ID or CSeq. */
    MISSING(400),
    /** Two fields of a header that may stand only once. */
    DOUBLED(400),
    /** A control character where it would break what we send. */
    CONTROL_CHARACTER(400),
    METHOD(400),
    REQUEST_URI(400),
    /** A code outside of 100 to 699. */
    CODE(400),
    /** A bad port, a zone or broken parameters in the top Via. */
    VIA(400),
    FROM(400),
    TO(400),
    CALL_ID(400),
    CSEQ(400),
    MAX_FORWARDS(400),
    /** None in an INVITE, {@code *}, or no URI that a request could be sent to. */
    CONTACT(400),
    /** A broken Route or Record-Route. */
    ROUTE(400),
    /** No number, two different ones, or more than what came. */
    CONTENT_LENGTH(400);

    private final int code;

    MessageFault(int code) {
        this.code = code;
    }

    /** The code that a request is refused with; 0 = it gets no answer. */
    public int code() {
        return code;
    }
}
