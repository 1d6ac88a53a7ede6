package io.callcenter.message;

/**
 * How large a message may be; what is larger is refused with 413 or 513.
 *
 * @param head bytes of start line and header fields, 32 KiB
 * @param fields header fields, 256
 * @param vias Via values, 64
 * @param body bytes of the body, {@code cc.sip.max-body}, 64 KiB
 * @param skipped bytes of one message on a stream that are read past when it is too large, 1 MiB; above that the connection is closed
 */
public record Limits(int head, int fields, int vias, int body, int skipped) {
    /** The usual ones. */
    public static final Limits USUAL = new Limits(32 << 10, 256, 64, 64 << 10, 1 << 20);

    /** Refuses what is not positive, and less to skip than may be taken. */
    public Limits {
        if (head < 1 || fields < 1 || vias < 1 || body < 0 || skipped < (long) head + body) {
            throw new IllegalArgumentException("limits of messages must be positive");
        }
    }

    /** The usual ones with another limit of bodies in bytes. */
    public static Limits ofBody(int body) {
        int least = (int) Math.min(Integer.MAX_VALUE, (long) USUAL.head + body);
        return new Limits(USUAL.head, USUAL.fields, USUAL.vias, body, Math.max(USUAL.skipped, least));
    }
}
