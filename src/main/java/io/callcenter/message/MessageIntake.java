package io.callcenter.message;

import java.util.Objects;
import java.util.Optional;

/**
 * Tells messages from what is none. Whatever comes in, it raises nothing, in steps that grow as the bytes do. Immutable, for any thread.
 *
 * <p>What is refused: see {@link MessageFault}. What is forgiven: no Max-Forwards, no tag, branches of RFC 2543, odd tags, runs of blanks in the start
 * line, no phrase, broken values of headers that nobody needs, bytes behind the body of a datagram.
 */
public final class MessageIntake {
    private static final int SHORTEST = 5;
    private static final int MOST_HOPS = 255;

    private final Limits limits;

    /** A door with those limits. */
    public MessageIntake(Limits limits) {
        this.limits = Objects.requireNonNull(limits);
    }

    /**
     * Reads one message. Its {@code bytes} are kept, not copied.
     *
     * @param bytes a datagram, or a message that {@link Framing} found whole
     */
    public IntakeResult read(byte[] bytes, Carrier carrier) {
        if (bytes.length < SHORTEST) {
            return new IntakeResult.Drop(MessageFault.KEEP_ALIVE);
        }
        HeadLines lines = HeadLines.of(bytes, bytes.length, limits.fields());
        StartLine start = StartLine.of(lines);
        RoutingFields parts = RoutingFields.of(lines);
        MessageFault fault = hopeless(start, parts);
        if (fault == null) {
            fault = new Inspection(start, lines, parts, limits).fault();
        }
        int bodyTo = bodyTo(lines, carrier);
        if (isEnd(start) && bodyTo - lines.bodyFrom() > limits.body()) {
            bodyTo = lines.bodyFrom();
        }
        if (fault == null) {
            fault = bodyFault(lines, bodyTo);
        }
        return fault == null ? taken(start, lines, parts, bodyTo) : refused(fault, start, lines, parts);
    }

    private static MessageFault hopeless(StartLine start, RoutingFields parts) {
        if (!start.isRequest() && !start.isResponse()) {
            return MessageFault.NOT_SIP;
        }
        return parts.via() != null ? null : MessageFault.NO_VIA;
    }

    private static IntakeResult taken(StartLine start, HeadLines lines, RoutingFields parts, int bodyTo) {
        return new IntakeResult.Taken(
                start.isRequest()
                        ? new Request(start, lines, parts, bodyTo)
                        : new Response(start, lines, parts, bodyTo));
    }

    private static IntakeResult refused(MessageFault fault, StartLine start, HeadLines lines, RoutingFields parts) {
        boolean silent = fault.code() == 0 || !start.isRequest() || Methods.ACK.equals(start.method());
        return silent
                ? new IntakeResult.Drop(fault)
                : new IntakeResult.Answer(
                        fault, new Head(lines, parts.via(), false, Methods.INVITE.equals(start.method())));
    }

    /** Where the body ends; -1 = its length is no number, or more than what came. */
    private static int bodyTo(HeadLines lines, Carrier carrier) {
        int field = lines.find(HeaderName.CONTENT_LENGTH, 0);
        int available = lines.end() - lines.bodyFrom();
        if (field < 0) {
            return carrier == Carrier.DATAGRAM ? lines.end() : lines.bodyFrom();
        }
        long length = lines.decimal(field, available);
        return length < 0 ? -1 : lines.bodyFrom() + (int) length;
    }

    /** A call must be able to end: a body that is too large is let go instead. */
    private static boolean isEnd(StartLine start) {
        return start.isRequest() && (Methods.BYE.equals(start.method()) || Methods.CANCEL.equals(start.method()));
    }

    private MessageFault bodyFault(HeadLines lines, int bodyTo) {
        if (bodyTo < 0) {
            return MessageFault.CONTENT_LENGTH;
        }
        return bodyTo - lines.bodyFrom() > limits.body() ? MessageFault.BODY_TOO_LARGE : null;
    }

    /**
     * The refusal of a message that was not read to its end, such as one that is too large.
     *
     * @param head what there is of it
     * @return {@link IntakeResult.Answer}, or {@link IntakeResult.Drop} for what gets none
     */
    public IntakeResult refuse(byte[] head, MessageFault why) {
        HeadLines lines = HeadLines.of(head, head.length, limits.fields());
        StartLine start = StartLine.of(lines);
        RoutingFields parts = RoutingFields.of(lines);
        MessageFault fault = hopeless(start, parts);
        return refused(fault == null ? why : fault, start, lines, parts);
    }

    /** The Call-ID of a datagram, without a look at anything else; empty = none. Tells where a message belongs before it is read. */
    public Optional<String> callId(byte[] bytes) {
        return PeekedCallId.of(bytes);
    }

    /** Whether it is a number of hops, or absent. */
    static boolean isHops(HeadLines lines) {
        int field = lines.find(HeaderName.MAX_FORWARDS, 0);
        return field < 0 || lines.decimal(field, MOST_HOPS) >= 0;
    }
}
