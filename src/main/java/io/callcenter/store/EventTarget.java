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

    EventTarget(Senders senders, Journal journal, DeadLetters dead) {
        this.senders = senders;
        this.journal = journal;
        this.dead = dead;
    }

    @Override
    public void write(List<Sent<EventMessage>> batch) {
        senders.send(
                "direct:_project-events",
                batch.stream().map(sent -> event(sent.value())).toList(),
                Map.of());
    }

    private static Map<String, String> event(EventMessage message) {
        Map<String, String> event = new LinkedHashMap<>(message.properties());
        event.put(EventTopic.BODY, message.json());
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
