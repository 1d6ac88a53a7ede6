package io.callcenter.core.rules;

import io.callcenter.core.Board.QueueKey;
import io.callcenter.core.Media;
import io.callcenter.core.SavedCall;
import io.callcenter.core.TransferPolicy;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one queue (docs/design/behaviour.md 4): ordered by a key fixed on entry, ranked over all calls, and for each skill and medium the calls that
 * may be given to an agent now.
 */
final class WaitingCalls {
    /** What an agent must be able to do for a call. */
    record Wanted(String skill, Media media) {}

    private final ChangeSet changes;
    private final Figures total;
    private final RankTree<QueueKey> ranks = new RankTree<>();
    private final Map<Wanted, TreeMap<QueueKey, Call>> waiting = new LinkedHashMap<>();
    private final Map<Call, Wanted> listed = new HashMap<>();
    private final Set<Call> changed = new LinkedHashSet<>();
    private long lastEntry;
    private long firstEntry;

    WaitingCalls(Figures total, ChangeSet changes) {
        this.total = total;
        this.changes = changes;
    }

    /** Behind its equals: lower priority number first, first come first served within a number. */
    QueueKey behindEquals(long priority) {
        return new QueueKey(1, priority, ++lastEntry);
    }

    /** Before all others (B18, C40), or only before those of its own priority. */
    QueueKey atHead(long priority, boolean ofPriorityOnly) {
        return ofPriorityOnly ? new QueueKey(1, priority, --firstEntry) : new QueueKey(0, 0, --firstEntry);
    }

    /** Where a call comes in that was transferred. */
    QueueKey entry(TransferPolicy.Entry where, long priority) {
        return switch (where) {
            case PRIORITY -> behindEquals(priority);
            case HEAD -> atHead(priority, false);
            case END -> behindEquals(Long.MAX_VALUE);
        };
    }

    /** How many calls are before a place that nobody has. */
    int position(QueueKey place) {
        return ranks.rank(place);
    }

    /** A place known from before a restart; later entries are numbered beyond it. */
    QueueKey known(SavedCall saved) {
        lastEntry = Math.max(lastEntry, saved.entry());
        firstEntry = Math.min(firstEntry, saved.entry());
        return new QueueKey(saved.headClass(), saved.priority(), saved.entry());
    }

    void enter(Call call, QueueKey place, Instant now) {
        call.takePlace(place, now);
        ranks.add(place);
        call.flow().waits(call);
        count(call, 1);
        refresh(call);
    }

    void leave(Call call) {
        call.key().ifPresent(place -> {
            unlist(call);
            ranks.remove(place);
            call.flow().waitsNoMore(call);
            call.leavePlace();
            count(call, -1);
        });
    }

    /** Looks again whether, and for which skill, the call may be given away. */
    void refresh(Call call) {
        unlist(call);
        if (call.key().isPresent() && call.ready()) {
            Wanted wanted = new Wanted(call.flow().row().skill(), call.media());
            waiting.computeIfAbsent(wanted, any -> new TreeMap<>())
                    .put(call.key().orElseThrow(), call);
            listed.put(call, wanted);
            changed.add(call);
        }
    }

    /** The first call of that skill and medium that may be given to that agent: not one that they did not take just before, or make themselves. */
    Optional<Call> first(String skill, Media media, LiveAgent liveAgent) {
        TreeMap<QueueKey, Call> calls = waiting.get(new Wanted(skill, media));
        if (calls != null) {
            for (Call call : calls.values()) {
                if (!call.avoids(liveAgent)) {
                    return Optional.of(call);
                }
            }
        }
        return Optional.empty();
    }

    /** What waiting calls need. */
    Set<Wanted> wanted() {
        return Collections.unmodifiableSet(waiting.keySet());
    }

    /** A call that became ready since it was last compared with the agents. */
    Optional<Call> nextChanged() {
        var first = changed.iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Call call = first.next();
        first.remove();
        return Optional.of(call);
    }

    /** How many calls, of all flows and media, are before this one. */
    int position(Call call) {
        return ranks.rank(call.key().orElseThrow());
    }

    int size() {
        return ranks.size();
    }

    private void unlist(Call call) {
        Wanted wanted = listed.remove(call);
        if (wanted != null) {
            TreeMap<QueueKey, Call> calls = waiting.get(wanted);
            calls.remove(call.key().orElseThrow());
            if (calls.isEmpty()) {
                waiting.remove(wanted);
            }
        }
        changed.remove(call);
    }

    private void count(Call call, int one) {
        call.flow().figures.addQueued(one);
        total.addQueued(one);
        changes.flow(call.flow());
        changes.row(call);
    }
}
