package io.callcenter.sip.call;

import io.callcenter.sip.stack.SourceAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sources of calls, a bounded number of them. Sources without calls are forgotten first, the one that was idle longest before the others;
 * unproven ones never displace proven ones. One thread at a time.
 */
final class SourceTable {
    private final int most;
    private final int callsPerSecond;
    private final Map<SourceAddress, CallSource> busy = new HashMap<>();
    private final Map<SourceAddress, CallSource> idleProven = new LinkedHashMap<>();
    private final Map<SourceAddress, CallSource> idleUnproven = new LinkedHashMap<>();
    private final CallSource rest;
    private int busyUnproven;

    /**
     * An empty table.
     *
     * @param most so many unproven sources, and as many proven ones without calls; where there are more, the rest counts as one source
     * @param callsPerSecond of each source; 0 = no limit
     * @param now milliseconds
     */
    SourceTable(int most, int callsPerSecond, long now) {
        this.most = most;
        this.callsPerSecond = callsPerSecond;
        this.rest = new CallSource(new SourceAddress(true, 0), callsPerSecond, now);
    }

    /** The source of that address. */
    CallSource at(SourceAddress address, long now) {
        CallSource found = busy.get(address);
        if (found != null) {
            return found;
        }
        found = idleProven.remove(address);
        if (found == null) {
            found = idleUnproven.remove(address);
        }
        if (found == null) {
            if (busyUnproven >= most) {
                return rest;
            }
            found = new CallSource(address, callsPerSecond, now);
        }
        rests(found);
        return found;
    }

    /** It has its first call. */
    void begins(CallSource source) {
        if (source == rest) {
            return;
        }
        idleProven.remove(source.address());
        idleUnproven.remove(source.address());
        if (busy.put(source.address(), source) == null && !source.proven()) {
            busyUnproven++;
        }
    }

    /** It has acknowledged something for the first time; it has a call still. */
    void proves(CallSource source) {
        if (source != rest) {
            source.proves();
            busyUnproven--;
        }
    }

    /** Its last call is forgotten. */
    void ends(CallSource source) {
        if (source != rest && busy.remove(source.address()) != null) {
            busyUnproven -= source.proven() ? 0 : 1;
            rests(source);
        }
    }

    /** Whether that source is known, and has acknowledged something. */
    boolean isProven(SourceAddress address) {
        CallSource source = busy.get(address);
        return source == null ? idleProven.containsKey(address) : source.proven();
    }

    int size() {
        return busy.size() + idleProven.size() + idleUnproven.size();
    }

    private void rests(CallSource source) {
        Map<SourceAddress, CallSource> idle = source.proven() ? idleProven : idleUnproven;
        idle.put(source.address(), source);
        if (idle.size() + (source.proven() ? 0 : busyUnproven) > most) {
            Iterator<SourceAddress> longest = idle.keySet().iterator();
            longest.next();
            longest.remove();
        }
    }
}
