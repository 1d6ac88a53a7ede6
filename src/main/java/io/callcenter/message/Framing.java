package io.callcenter.message;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Cuts a stream into messages by their Content-Length (RFC 3261 §18.3); an absent one is 0. NUL, CR and LF before a start line are skipped. Each byte
 * is looked at a bounded number of times however the stream is cut into reads; what is kept is bounded by the limits. For one thread.
 */
public final class Framing {
    private static final int FIRST = 2_048;

    private final Limits limits;
    private byte[] buffer = new byte[FIRST];
    private int from;
    private int to;
    private int scanned;
    private int needed = -1;
    private long skip;
    private LargeHead large;
    private boolean lost;
    private boolean ping;

    /** One for a new connection. */
    public Framing(Limits limits) {
        this.limits = Objects.requireNonNull(limits);
    }

    /** Takes what one read gave, and copies it; {@link #next} is asked afterwards until it is empty. */
    public void add(byte[] read, int start, int end) {
        if (lost) {
            return;
        }
        ping = isIdle() && isPing(read, start, end);
        int at = start;
        if (skip > 0) {
            int gone = (int) Math.min(skip, end - start);
            skip -= gone;
            at += gone;
        }
        if (at < end) {
            room(end - at);
            System.arraycopy(read, at, buffer, to, end - at);
            to += end - at;
        }
    }

    /** A read of CRLF CRLF and nothing else: halves are not glued, and padding is no ping. */
    private static boolean isPing(byte[] read, int start, int end) {
        return end - start == 4
                && read[start] == '\r'
                && read[start + 1] == '\n'
                && read[start + 2] == '\r'
                && read[start + 3] == '\n';
    }

    private void room(int more) {
        if (buffer.length - to >= more) {
            return;
        }
        int kept = to - from;
        int size = Math.max(FIRST, buffer.length);
        while (size - kept < more) {
            size *= 2;
        }
        byte[] larger = size == buffer.length ? buffer : new byte[size];
        System.arraycopy(buffer, from, larger, 0, kept);
        buffer = larger;
        scanned -= from;
        from = 0;
        to = kept;
    }

    /** The next thing on the stream; empty = more bytes are needed. */
    public Optional<Frame> next() {
        if (ping) {
            ping = false;
            from = to;
            scanned = to;
            return Optional.of(new Frame.Ping());
        }
        if (lost) {
            return Optional.empty();
        }
        if (large != null) {
            return endOfLargeHead();
        }
        if (needed < 0) {
            Optional<Frame> fault = head();
            if (fault.isPresent() || needed < 0) {
                return fault;
            }
        }
        return to - from < needed ? Optional.empty() : Optional.of(whole());
    }

    private Frame whole() {
        byte[] message = Arrays.copyOfRange(buffer, from, from + needed);
        from += needed;
        scanned = from;
        needed = -1;
        shrink();
        return new Frame.Whole(message);
    }

    /** Looks for the end of the head; finds out how long the message is. */
    private Optional<Frame> head() {
        if (scanned == from) {
            skipLeading();
        }
        int end = endOfHead();
        if (end < 0) {
            return to - from > limits.head() ? Optional.of(tooLong()) : Optional.empty();
        }
        byte[] head = Arrays.copyOfRange(buffer, from, end);
        HeadLines lines = HeadLines.of(head, head.length, Integer.MAX_VALUE);
        StartLine start = StartLine.of(lines);
        if (!start.isRequest() && !start.isResponse()) {
            return Optional.of(lost(head, MessageFault.NOT_SIP));
        }
        long length = BodyLength.of(lines);
        if (length < 0) {
            return Optional.of(lost(head, MessageFault.CONTENT_LENGTH));
        }
        boolean small = head.length <= limits.head() && length <= limits.body();
        if (small) {
            needed = head.length + (int) length;
            return Optional.empty();
        }
        return Optional.of(tooLarge(head, length));
    }

    private Frame tooLarge(byte[] head, long length) {
        MessageFault why = head.length > limits.head() ? MessageFault.HEAD_TOO_LARGE : MessageFault.BODY_TOO_LARGE;
        if (head.length + length > limits.skipped()) {
            return lost(head, why);
        }
        from += head.length;
        skipBody(length);
        return new Frame.TooLarge(head, why);
    }

    private void skipBody(long length) {
        int here = (int) Math.min(length, to - from);
        from += here;
        skip = length - here;
        scanned = from;
    }

    private void skipLeading() {
        while (from < to && (buffer[from] == '\r' || buffer[from] == '\n' || buffer[from] == 0)) {
            from++;
        }
        scanned = from;
    }

    /** The place behind the empty line, -1 = not there yet. */
    private int endOfHead() {
        while (scanned < to) {
            if (buffer[scanned] == '\n') {
                int next = scanned + 1;
                boolean carriage = next < to && buffer[next] == '\r';
                next += carriage ? 1 : 0;
                if (next >= to) {
                    return -1;
                }
                if (buffer[next] == '\n') {
                    return next + 1;
                }
            }
            scanned++;
        }
        return -1;
    }

    /** A head above its limit: refused as far as it came; its end is still looked for. */
    private Frame tooLong() {
        byte[] head = Arrays.copyOfRange(buffer, from, to);
        StartLine start = StartLine.of(HeadLines.of(head, head.length, 0));
        if (!start.isRequest() && !start.isResponse()) {
            return lost(head, MessageFault.NOT_SIP);
        }
        large = new LargeHead();
        return new Frame.TooLarge(head, MessageFault.HEAD_TOO_LARGE);
    }

    /** The end of a head that was refused already. */
    private Optional<Frame> endOfLargeHead() {
        int end = large.read(buffer, from, to);
        long length = large.length();
        if (large.passed() + Math.max(length, 0) > limits.skipped()) {
            return Optional.of(lost(new byte[0], MessageFault.HEAD_TOO_LARGE));
        }
        from = end < 0 ? to : end;
        if (end >= 0 && length < 0) {
            return Optional.of(lost(new byte[0], MessageFault.CONTENT_LENGTH));
        }
        if (end >= 0) {
            large = null;
            skipBody(length);
        }
        shrink();
        return end < 0 ? Optional.empty() : next();
    }

    /** Gives the room of what was large back. */
    private void shrink() {
        scanned = from;
        if (from == to) {
            buffer = buffer.length > FIRST ? new byte[FIRST] : buffer;
            from = 0;
            to = 0;
            scanned = 0;
        }
    }

    private Frame lost(byte[] head, MessageFault why) {
        lost = true;
        buffer = new byte[0];
        from = 0;
        to = 0;
        return new Frame.Lost(head, why);
    }

    /** Bytes that it keeps, of a message that is not complete. */
    public int kept() {
        return to - from;
    }

    /** Whether it stands between two messages: nothing of one was seen. */
    public boolean isIdle() {
        return !lost && large == null && skip == 0 && needed < 0 && from == to;
    }
}
