package io.callcenter.sip.stack;

/**
 * How many calls are taken: in all, and of one source, which is an IPv4 address or the /64 network of an IPv6 address.
 *
 * @param calls {@code cc.sip.max-calls}: calls that may be open; a call that is over counts a quarter until it is forgotten
 * @param unacknowledged {@code cc.sip.max-unacknowledged}: answered calls of one source whose ACK is overdue, that is later than T1; of one that
 *     has acknowledged others, or is named in {@code cc.sip.trusted}, an eighth of all calls
 * @param unanswered {@code cc.sip.max-unanswered}: calls of one source without a final response yet; sources named in {@code cc.sip.trusted} are
 *     exempt
 * @param sourceRate {@code cc.sip.rate.source}: new calls a second of one source, twice as many at once; 0 = no limit; sources named in {@code
 *     cc.sip.trusted} are exempt
 * @param rate {@code cc.sip.rate}: new calls a second of all sources, twice as many at once; 0 = no limit
 * @param body {@code cc.sip.max-body}: largest body of a request in bytes, 64 KiB at most
 */
public record CallLimits(int calls, int unacknowledged, int unanswered, int sourceRate, int rate, int body) {
    private static final long HEAP_A_CALL = 64 << 10;
    private static final int FEWEST = 100;

    /** Refuses what is out of range. */
    public CallLimits {
        if (calls < 1 || unacknowledged < 1 || unanswered < 1 || sourceRate < 0 || rate < 0 || body < 1) {
            throw new IllegalArgumentException("limits of calls out of range");
        }
    }

    /** What the heap bears: one call for each 64 KiB of it, 100 at least. */
    public static int callsIn(long heapBytes) {
        return (int) Math.max(FEWEST, Math.min(heapBytes / HEAP_A_CALL, Integer.MAX_VALUE / 2));
    }

    /** The defaults: calls by the heap of this process, 32 without ACK, 1,000 unanswered, 1,000 a second of one source, 16 KiB. */
    public static CallLimits defaults() {
        return new CallLimits(callsIn(Runtime.getRuntime().maxMemory()), 32, 1_000, 1_000, 0, 16 << 10);
    }
}
