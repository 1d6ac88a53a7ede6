package io.callcenter.store;

import io.callcenter.store.JournalOutbox.Sent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events, in the bundles in which they were written, on their way to the route {@code agent-reports-publish}. */
final class EventTarget implements Projection.Target<Sent<List<EventMessage>>> {
    private final Senders senders;
    private final Journal journal;
    private final DeadLetters dead;

    EventTarget(Senders senders, Journal journal, DeadLetters dead) {
        this.senders = senders;
        this.journal = journal;
        this.dead = dead;
    }

    @Override
    public void write(List<Sent<List<EventMessage>>> batch) {
        senders.send(
                "direct:_project-events",
                batch.stream()
                        .flatMap(sent -> sent.value().stream())
                        .map(EventTarget::event)
                        .toList(),
                Map.of());
    }

    private static Map<String, String> event(EventMessage message) {
        Map<String, String> event = new LinkedHashMap<>(message.properties());
        event.put(EventTopic.BODY, message.json());
        return event;
    }

    @Override
    public void written(Sent<List<EventMessage>> sent) {
        journal.discard(sent.id());
    }

    @Override
    public void refused(Sent<List<EventMessage>> sent, Throwable why) {
        sent.value().forEach(event -> dead.keep("events", event.json()));
        journal.discard(sent.id());
    }

    @Override
    public void dropped(Sent<List<EventMessage>> sent) {
        journal.discard(sent.id());
    }
}
