package io.callcenter.transport.guard;

import io.callcenter.transport.address.Source;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which sources are not heard for a time: 30 s, twice as long each time, 10 min at most. One that behaved for 10 min begins anew. Bounded, the
 * oldest first out. Times are nanoseconds of one clock. One thread at a time.
 */
final class Bans {
    private static final long SECOND = 1_000_000_000L;
    private static final long SHORTEST = 30 * SECOND;
    private static final long LONGEST = 600 * SECOND;

    private static final class Ban {
        private long until;
        private long length;
        private boolean proven;
        private final Bucket passing;

        private Ban(long now) {
            passing = new Bucket(1, 1, now);
        }
    }

    private final int most;
    private final Map<Source, Ban> bans = new LinkedHashMap<>();

    /** Room for so many bans, running or remembered. */
    Bans(int most) {
        this.most = most;
    }

    /** Bans it; {@code proven}: its address is certain, since it came by a stream. */
    void ban(Source source, boolean proven, long now) {
        Ban last = bans.remove(source);
        Ban ban = last == null || now - last.until > LONGEST ? new Ban(now) : last;
        boolean running = ban.length > 0 && now - ban.until < 0;
        ban.proven = proven || running && ban.proven;
        ban.length = ban.length == 0 ? SHORTEST : Math.min(LONGEST, 2 * ban.length);
        ban.until = now + ban.length;
        if (bans.size() >= most) {
            Iterator<Ban> oldest = bans.values().iterator();
            oldest.next();
            oldest.remove();
        }
        bans.put(source, ban);
    }

    private Ban running(Source source, long now) {
        Ban ban = bans.isEmpty() ? null : bans.get(source);
        return ban == null || now - ban.until >= 0 ? null : ban;
    }

    /** Whether a message of that kind of transport is not heard. */
    boolean bars(Source source, boolean stream, long now) {
        Ban ban = running(source, now);
        return ban != null && (ban.proven || !stream);
    }

    /** Whether one is heard nevertheless: one a second, unless the ban was made on a stream. */
    boolean passes(Source source, long now) {
        Ban ban = running(source, now);
        return ban != null && !ban.proven && ban.passing.take(now);
    }

    /** Whether connections from there are not taken. */
    boolean bars(Source source, long now) {
        return bars(source, true, now);
    }

    /** How many run. */
    int running(long now) {
        int running = 0;
        for (Ban ban : bans.values()) {
            running += now - ban.until < 0 ? 1 : 0;
        }
        return running;
    }
}
