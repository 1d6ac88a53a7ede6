package io.callcenter.store.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.callcenter.store.files.StoredJson;
import io.callcenter.store.journal.Journal;
import io.callcenter.store.records.JournalOutbox.Sent;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on their way to a route; what is refused becomes a dead letter, what is dropped is forgotten.
 *
 * @param name of the dead letters
 * @param route gets a batch, and throws where it cannot be written
 */
public record JournaledTarget<V>(String name, Consumer<List<V>> route, Journal journal, DeadLetters dead)
        implements Projection.Target<Sent<V>> {
    private static final Logger LOG = LoggerFactory.getLogger(JournaledTarget.class);
    private static final ObjectMapper JSON = StoredJson.mapper();

    @Override
    public void write(List<Sent<V>> batch) {
        route.accept(batch.stream().map(Sent::value).toList());
    }

    @Override
    public void written(Sent<V> sent) {
        journal.discard(sent.id());
    }

    @Override
    public void refused(Sent<V> sent, Throwable why) {
        try {
            dead.keep(name, JSON.writeValueAsString(sent.value()));
        } catch (JsonProcessingException e) {
            LOG.error("{}: lost a record: {}", name, sent.value(), e);
        }
        journal.discard(sent.id());
    }

    @Override
    public void dropped(Sent<V> sent) {
        journal.discard(sent.id());
    }
}
