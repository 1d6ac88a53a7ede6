package io.callcenter.store.projection;

import io.callcenter.store.journal.Journal;
import io.callcenter.store.records.EventMessage;
import io.callcenter.store.records.JournalOutbox.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Events, in the bundles in which they were written, on their way to the route {@code agent-reports-publish}. */
public final class EventTarget implements Projection.Target<Sent<List<EventMessage>>> {
    private final RouteSender senders;
    private final Journal journal;
    private final DeadLetters dead;
    private final Supplier<String> node;

    /**
     * A target.
     *
     * @param node names this journal's owner: with it, the numbers of its records are unlike those of others
     */
    public EventTarget(RouteSender senders, Journal journal, DeadLetters dead, Supplier<String> node) {
        this.node = node;
        this.senders = senders;
        this.journal = journal;
        this.dead = dead;
    }

    /** The events in the bundle. */
    @Override
    public int weight(Sent<List<EventMessage>> bundle) {
        return bundle.value().size();
    }

    @Override
    public void write(List<Sent<List<EventMessage>>> batch) {
        List<Map<String, String>> events = new ArrayList<>();
        for (Sent<List<EventMessage>> bundle : batch) {
            for (int i = 0; i < bundle.value().size(); i++) {
                events.add(event(bundle.id() + "-" + i, bundle.value().get(i)));
            }
        }
        senders.send("direct:_project-events", events, Map.of());
    }

    private Map<String, String> event(String id, EventMessage message) {
        Map<String, String> event = new LinkedHashMap<>(message.properties());
        event.put(EventTopic.BODY, message.json());
        event.put(EventTopic.ONCE, node.get() + "-" + id);
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
