package io.callcenter.store;

import io.callcenter.store.JournalOutbox.Sent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events on their way to the route {@code agent-reports-publish}. */
final class EventTarget implements Projection.Target<Sent<EventMessage>> {
    private final Senders senders;
    private final Journal journal;
    private final DeadLetters dead;
    private final String node;

    /**
     * A target.
     *
     * @param node names this journal's owner: with it, the numbers of its records are unlike those of others
     */
    EventTarget(Senders senders, Journal journal, DeadLetters dead, String node) {
        this.node = node;
        this.senders = senders;
        this.journal = journal;
        this.dead = dead;
    }

    @Override
    public void write(List<Sent<EventMessage>> batch) {
        senders.send("direct:_project-events", batch.stream().map(this::event).toList(), Map.of());
    }

    private Map<String, String> event(Sent<EventMessage> sent) {
        Map<String, String> event = new LinkedHashMap<>(sent.value().properties());
        event.put(EventTopic.BODY, sent.value().json());
        event.put(EventTopic.ONCE, node + "-" + sent.id());
        return event;
    }

    @Override
    public void written(Sent<EventMessage> sent) {
        journal.discard(sent.id());
    }

    @Override
    public void refused(Sent<EventMessage> sent, Throwable why) {
        dead.keep("events", sent.value().json());
        journal.discard(sent.id());
    }

    @Override
    public void dropped(Sent<EventMessage> sent) {
        journal.discard(sent.id());
    }
}
