package io.callcenter.message;

/** A response (RFC 3261 §7.2). */
public final class Response extends Message {
    private final StartLine start;

    Response(StartLine start, Lines lines, Parts parts, int bodyTo) {
        super(lines, parts, bodyTo);
        this.start = start;
    }

    /** The code, 100 to 699. */
    public int code() {
        return start.code();
    }

    /** The phrase, empty = none. */
    public String phrase() {
        return start.phrase();
    }

    /** Whether it is a final one. */
    public boolean isFinal() {
        return start.code() >= 200;
    }

    /** Start line and Call-ID. */
    @Override
    public String toString() {
        return start.code() + " " + cseq() + " " + callId();
    }
}
