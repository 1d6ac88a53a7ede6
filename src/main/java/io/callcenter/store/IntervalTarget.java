package io.callcenter.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.core.Interval;
import io.callcenter.core.SavedFigures.Scope;
import io.callcenter.store.JournalOutbox.Sent;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quarters of an hour on their way to the route {@code intervals-write}. */
final class IntervalTarget implements Projection.Target<Sent<Interval>> {
    private static final Logger LOG = LoggerFactory.getLogger(IntervalTarget.class);

    private final Senders senders;
    private final Journal journal;
    private final DeadLetters dead;
    private final ObjectMapper json = StoredJson.mapper();

    IntervalTarget(Senders senders, Journal journal, DeadLetters dead) {
        this.senders = senders;
        this.journal = journal;
        this.dead = dead;
    }

    @Override
    public void write(List<Sent<Interval>> batch) {
        List<Map<String, Object>> flows = batch.stream()
                .map(Sent::value)
                .filter(interval -> interval.scope() == Scope.FLOW)
                .map(IntervalRows::flow)
                .toList();
        List<Map<String, Object>> agents = batch.stream()
                .map(Sent::value)
                .filter(interval -> interval.scope() == Scope.AGENT)
                .map(IntervalRows::agent)
                .toList();
        senders.send("direct:_project-intervals", null, Map.of("CcFlows", flows, "CcAgents", agents));
    }

    @Override
    public void written(Sent<Interval> sent) {
        journal.discard(sent.id());
    }

    @Override
    public void refused(Sent<Interval> sent, Throwable why) {
        try {
            dead.keep("intervals", json.writeValueAsString(sent.value()));
        } catch (JsonProcessingException e) {
            LOG.error("intervals: lost a record: {}", sent.value(), e);
        }
        journal.discard(sent.id());
    }

    @Override
    public void dropped(Sent<Interval> sent) {
        throw new IllegalStateException("quarters of an hour are never dropped");
    }
}
