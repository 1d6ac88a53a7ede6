package io.callcenter.message;

import java.util.Optional;

/** A response (RFC 3261 §7.2). */
public final class Response extends Message {
    private final StartLine start;
    private final Optional<Body> other;

    Response(StartLine start, HeadLines lines, RoutingFields parts, int bodyTo) {
        super(lines, parts, bodyTo);
        this.start = start;
        this.other = Optional.empty();
    }

    private Response(Response same, Body other) {
        super(same.lines(), same.parts(), same.bodyTo());
        this.start = same.start;
        this.other = Optional.of(other);
    }

    /** The same with that body instead of its own; its bytes and fields stay as they came. */
    public Response with(Body instead) {
        return new Response(this, instead);
    }

    @Override
    public Body body() {
        return other.orElseGet(super::body);
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
