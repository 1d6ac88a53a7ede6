package io.callcenter.store.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.core.Cdr;
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.records.JournalOutbox.Sent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Call detail records on their way to the route {@code cdr-write}; once an hour their old keys are purged. */
public final class CdrTarget implements Projection.Target<Sent<Cdr>> {
    private static final Logger LOG = LoggerFactory.getLogger(CdrTarget.class);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    private static final Duration KEEP_KEYS = Duration.ofDays(30);

    private final RouteSender senders;
    private final CdrRows rows;
    private final Journal journal;
    private final DeadLetters dead;
    private final InstantSource clock;
    private final ObjectMapper json = StoredJson.mapper();
    private final SegmentRows segments = new SegmentRows();
    private Instant nextPurge;

    public CdrTarget(RouteSender senders, CdrRows rows, Journal journal, DeadLetters dead, InstantSource clock) {
        this.senders = senders;
        this.rows = rows;
        this.journal = journal;
        this.dead = dead;
        this.clock = clock;
        this.nextPurge = clock.instant().plus(PURGE_EVERY);
    }

    @Override
    public void write(List<Sent<Cdr>> batch) throws SQLException {
        List<Map<String, Object>> made = new ArrayList<>(batch.size());
        List<Map<String, Object>> texts = new ArrayList<>();
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Sent<Cdr> sent : batch) {
            if (!sent.value().betweenAgents()) {
                Map<String, Object> row = rows.row(sent.value());
                made.add(row);
                texts.addAll(CdrRows.texts(sent.value(), row));
            }
            sent.value().segment().ifPresent(part -> parts.add(segments.row(sent.value(), part)));
        }
        senders.send("direct:_project-cdrs", made, Map.of("CcTexts", texts, "CcSegments", parts));
        purge();
    }

    private void purge() {
        Instant now = clock.instant();
        if (now.isBefore(nextPurge)) {
            return;
        }
        nextPurge = now.plus(PURGE_EVERY);
        try {
            senders.send(
                    "direct:_purge-cdr-keys",
                    null,
                    Map.of("before", now.minus(KEEP_KEYS).getEpochSecond()));
        } catch (RuntimeException e) { // the records are written: a purge that fails is no reason to write them again
            LOG.warn("cdrs: failed to purge old keys, will retry: {}", e.toString());
        }
    }

    @Override
    public void written(Sent<Cdr> sent) {
        journal.discard(sent.id());
    }

    @Override
    public void refused(Sent<Cdr> sent, Throwable why) {
        try {
            dead.keep("cdrs", json.writeValueAsString(sent.value()));
        } catch (JsonProcessingException e) {
            LOG.error("cdrs: lost a record: {}", sent.value(), e);
        }
        journal.discard(sent.id());
    }

    @Override
    public void dropped(Sent<Cdr> sent) {
        throw new IllegalStateException("call detail records are never dropped");
    }
}
