package io.callcenter.transport.guard;

import io.callcenter.transport.address.Source;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each source has sent of late, for a bounded number of sources. The one that was idle longest makes room; while all are busy, further ones
 * share one account. Times are nanoseconds of one clock. One thread at a time.
 */
final class Sources {
    /** A source is idle when its buckets are full again. */
    private static final long IDLE = 10_000_000_000L;

    private static final int INVALID_PER_SECOND = 10;
    private static final int INVALID_AT_ONCE = 50;
    private static final int REQUESTS_PER_SECOND = 1_000;
    /** So many more are refused with an answer. */
    private static final int REFUSALS_PER_SECOND = 4 * REQUESTS_PER_SECOND;

    private static final int STRAYS_PER_SECOND = 100;
    private static final int BYTES_PER_SECOND = 1 << 20;

    /** What one source may send. */
    static final class Account {
        private final boolean shared;
        private final Bucket answers;
        private final Bucket patience;
        private final Bucket requests;
        private final Bucket refusals;
        private final Bucket strays;
        private final Bucket bytes;
        private long seen;

        private Account(boolean shared, long now) {
            this.shared = shared;
            answers = new Bucket(INVALID_PER_SECOND, INVALID_AT_ONCE, now);
            patience = new Bucket(INVALID_PER_SECOND, INVALID_AT_ONCE, now);
            requests = new Bucket(REQUESTS_PER_SECOND, REQUESTS_PER_SECOND, now);
            refusals = new Bucket(REFUSALS_PER_SECOND, REFUSALS_PER_SECOND, now);
            strays = new Bucket(STRAYS_PER_SECOND, STRAYS_PER_SECOND, now);
            bytes = new Bucket(BYTES_PER_SECOND, BYTES_PER_SECOND, now);
        }

        /** Whether one more invalid message is answered. */
        boolean mayErr(long now) {
            return answers.take(now);
        }

        /** Whether one more, that is not answered, is borne. */
        boolean isBorne(long now) {
            return shared || patience.take(now);
        }

        /** Whether one more request outside of dialogs is looked at. */
        boolean mayAsk(long now) {
            return requests.take(now);
        }

        /** Whether one more, that is not looked at, is refused with an answer. */
        boolean isTold(long now) {
            return refusals.take(now);
        }

        /** Whether one more that speaks of something unknown is looked at. */
        boolean mayStray(long now) {
            return strays.take(now);
        }

        /** Whether so many more bytes are looked at. */
        boolean maySend(int more, long now) {
            return bytes.take(more, now);
        }
    }

    private final int most;
    private final Map<Source, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);
    private final Account rest;

    /** Accounts of so many sources. */
    Sources(int most, long now) {
        this.most = most;
        this.rest = new Account(true, now);
    }

    /** The account of that source. */
    Account at(Source source, long now) {
        Account account = accounts.get(source);
        if (account == null) {
            if (accounts.size() >= most && !makeRoom(now)) {
                return rest;
            }
            account = new Account(false, now);
            accounts.put(source, account);
        }
        account.seen = now;
        return account;
    }

    private boolean makeRoom(long now) {
        Iterator<Account> longest = accounts.values().iterator();
        boolean idle = now - longest.next().seen >= IDLE;
        if (idle) {
            longest.remove();
        }
        return idle;
    }

    int size() {
        return accounts.size();
    }
}
