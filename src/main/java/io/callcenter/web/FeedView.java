package io.callcenter.web;

import io.callcenter.core.Board;
import io.callcenter.core.RowChanges;
import io.callcenter.ids.AgentId;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.command.ScopedBoard;
import io.callcenter.mi.command.Thresholds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * The rows of the board for all who have the same scope: other rows were never in it, so that nothing of them can leave. Snapshots and frames are
 * made once for pages with the same rights. One thread.
 */
final class FeedView {
    private static final Duration LINGER = Duration.ofSeconds(10);

    /** A snapshot for pages with the same rights, kept for the moment in which many ask. */
    private record Kept(long seq, long nanos, byte[] zipped) {}

    private record Audience(Set<Topic> topics, NumberMask numbers, RowScope scope) {}

    private record Behind(long place, Audience audience) {}

    final Feed feed;
    final DeskRows desks;
    private final BoardRows rows;
    private final Optional<ScopedBoard> part;
    private final Map<Audience, Kept> kept = new HashMap<>();
    private final Map<Behind, Feed.Frame> frames = new HashMap<>();
    private Instant used;

    /**
     * The rows of that scope.
     *
     * @param epoch tells its places from those of other views and processes
     */
    FeedView(Board board, UserScope scope, String epoch, DeskFacts facts, Thresholds thresholds, Instant now) {
        this.feed = new Feed(epoch);
        this.desks = new DeskRows(board, feed, facts);
        this.part = scope.isAll() ? Optional.empty() : Optional.of(new ScopedBoard(board, scope));
        this.rows = part.map(some -> new BoardRows(some, some::totalsOfFlows, feed, desks, thresholds))
                .orElseGet(() -> new BoardRows(board, feed, desks, thresholds));
        this.used = now;
        rows.all(now);
    }

    /** Looks at everything. */
    void all(Instant now) {
        part.ifPresent(ScopedBoard::lookAtAll);
        rows.all(now);
    }

    /** Looks at what was marked. */
    void take(RowChanges.Taken marked, Instant now) {
        if (part.isPresent() && part.get().look(marked.flows())) {
            rows.all(now); // with a flow, or its skill, agents come and go who were not marked
        } else {
            rows.take(marked, now);
        }
    }

    /** Looks at what changes with time alone, and forgets what nobody asks for. */
    void tick(Instant now) {
        rows.tick(now);
        feed.forget(now);
        desks.forget(now.minus(LINGER), now);
        kept.clear();
    }

    /** Frames of before are not kept for the next look. */
    void looked() {
        frames.clear();
    }

    /** Somebody uses it. */
    void use(Instant now) {
        used = now;
    }

    /** Whether nobody has used it for a while. */
    boolean isIdle(Instant now) {
        return used.isBefore(now.minus(LINGER));
    }

    /** What that agent, or without one whoever has the scope, may see. */
    RowScope scope(Optional<AgentId> own, Instant now) {
        return own.map(agent -> desks.asked(agent, rows, now)).orElse(RowScope.ALL);
    }

    /** A snapshot, zipped; one that is not older than that may be an earlier one. */
    byte[] snapshot(Set<Topic> topics, NumberMask numbers, Optional<AgentId> own, Instant now, long nanos, long hold) {
        Audience audience = new Audience(topics, numbers, scope(own, now));
        Kept known = kept.get(audience);
        if (known == null || known.seq() != feed.seq() && nanos - known.nanos() > hold) {
            known = new Kept(feed.seq(), nanos, zip(feed.snapshot(topics, numbers, audience.scope(), now)));
            kept.put(audience, known);
        }
        return known.zipped();
    }

    /** What changed behind the place of that page. */
    Feed.Frame frame(Stream stream, Instant now) {
        RowScope scope = scope(stream.own, now);
        return frames.computeIfAbsent(
                new Behind(stream.place, new Audience(stream.topics, stream.numbers, scope)),
                key -> feed.after(stream.place, stream.topics, stream.numbers, scope, now));
    }

    private static byte[] zip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
