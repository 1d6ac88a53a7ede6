package io.callcenter.transport;

import io.callcenter.message.QuickLook;
import io.callcenter.transport.address.Source;

/**
 * A datagram that waits to be read.
 *
 * @param at when it was taken from its socket, in nanoseconds
 * @param late how long it may have waited in the socket until then
 * @param refused whether it is a request of a source that asks too often, and is to be told so
 */
record ReceivedDatagram(
        byte[] bytes, DatagramLink link, Source source, QuickLook glance, long at, long late, boolean refused) {
    /** What it takes beside its bytes. */
    private static final int OVERHEAD = 200;

    /** What it takes of the room. */
    int size() {
        return OVERHEAD + bytes.length;
    }

    /** Whether it seems to belong to something that is there. */
    boolean seemsKnown() {
        return glance == QuickLook.RESPONSE || glance == QuickLook.INSIDE;
    }

    /** How long it has waited. */
    long waited(long now) {
        return Math.max(0, now - at) + late;
    }
}
