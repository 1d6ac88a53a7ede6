package io.callcenter.transport.guard;

import io.callcenter.transport.address.Source;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Says what of a source is not looked at, or not answered. It is never asked about what is known: responses that somebody waits for, requests of
 * calls and of live transactions. Sources that {@code cc.sip.trusted} names may send what they like. Times are nanoseconds of one clock. Any thread.
 */
public final class Guard {
    private static final int MOST_SOURCES = 8_192;

    /** What becomes of a message. */
    public enum Verdict {
        /** It goes its way. */
        PASSED("none"),
        /** It is dropped: its source sends too many bytes. */
        TOO_MUCH("bytes"),
        /** It is refused: its source asks too often. */
        LATER("requests"),
        /** It is dropped: its source asks far too often. */
        TOO_OFTEN("requests"),
        /** It is dropped: its source may start nothing here. */
        STRANGER("untrusted"),
        /** It gets no answer: its source sends too much that is none. */
        SILENCE("invalid"),
        /** From now on its source is not heard for a time. */
        BANNED("ban"),
        /** It is dropped: its source is not heard at present. */
        BARRED("banned");

        private final String cause;

        Verdict(String cause) {
            this.cause = cause;
        }

        /** As metrics show it. */
        public String cause() {
            return cause;
        }
    }

    private final boolean closed;
    private final Predicate<InetAddress> named;
    private final Sources sources;
    private final Bans bans = new Bans(MOST_SOURCES);

    /**
     * A guard that has seen nothing.
     *
     * @param closed whether only named sources may start something
     * @param named the trusted ones
     */
    public Guard(boolean closed, Predicate<InetAddress> named, long now) {
        this.closed = closed;
        this.named = named;
        this.sources = new Sources(MOST_SOURCES, now);
    }

    /** A datagram of so many bytes, before anything is looked at. */
    public Verdict datagram(InetAddress from, Source source, int bytes, long now) {
        if (!closed || named.test(from)) {
            return Verdict.PASSED;
        }
        synchronized (this) {
            return sources.at(source, now).maySend(bytes, now) ? Verdict.PASSED : Verdict.TOO_MUCH;
        }
    }

    /** An INVITE that belongs to nothing. Others than trusted ones are refused by whoever counts calls. */
    public Verdict call(InetAddress from, boolean stream, long now) {
        return named.test(from) ? Verdict.PASSED : barred(Source.of(from), stream, now);
    }

    private synchronized Verdict barred(Source source, boolean stream, long now) {
        return bans.bars(source, stream, now) && !bans.passes(source, now) ? Verdict.BARRED : Verdict.PASSED;
    }

    /** Another request that belongs to nothing. */
    public Verdict request(InetAddress from, boolean stream, long now) {
        return request(from, stream, false, now);
    }

    /** A CANCEL, or a request with a To tag, of something that is not known: few have reason to send one. */
    public Verdict stray(InetAddress from, boolean stream, long now) {
        return request(from, stream, true, now);
    }

    private Verdict request(InetAddress from, boolean stream, boolean stray, long now) {
        if (named.test(from)) {
            return Verdict.PASSED;
        }
        return closed ? Verdict.STRANGER : asks(Source.of(from), stream, stray, now);
    }

    private synchronized Verdict asks(Source source, boolean stream, boolean stray, long now) {
        if (barred(source, stream, now) != Verdict.PASSED) {
            return Verdict.BARRED;
        }
        Sources.Account account = sources.at(source, now);
        if (stray ? account.mayStray(now) : account.mayAsk(now)) {
            return Verdict.PASSED;
        }
        return !stray && account.isTold(now) ? Verdict.LATER : Verdict.TOO_OFTEN;
    }

    /**
     * A message that is none: it is answered if it passed, where it can be.
     *
     * @param proven tells whether a source has shown that it exists, so that what is forged in its name is not held against it
     */
    public Verdict invalid(InetAddress from, boolean stream, Predicate<InetAddress> proven, long now) {
        return named.test(from) ? Verdict.PASSED : errs(from, stream, proven, now);
    }

    private synchronized Verdict errs(InetAddress from, boolean stream, Predicate<InetAddress> proven, long now) {
        Source source = Source.of(from);
        if (bans.bars(source, stream, now)) {
            return Verdict.BARRED;
        }
        Sources.Account account = sources.at(source, now);
        if (account.mayErr(now)) {
            return Verdict.PASSED;
        }
        if (account.isBorne(now) || !stream && proven.test(from)) {
            return Verdict.SILENCE;
        }
        bans.ban(source, stream, now);
        return Verdict.BANNED;
    }

    /** Whether a connection from there is taken. */
    public synchronized boolean takesConnection(InetAddress from, long now) {
        return named.test(from) || !bans.bars(Source.of(from), now);
    }

    /** Bans that run. */
    public synchronized int bans(long now) {
        return bans.running(now);
    }
}
