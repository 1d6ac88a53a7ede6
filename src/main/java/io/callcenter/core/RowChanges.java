package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which rows of the board were replaced or removed since they were last taken. The lane only marks, and only while somebody asks for marks: it
 * calls nobody and wakes nobody. One reader at a time; any thread.
 */
public final class RowChanges {
    private final Set<AgentId> agents = ConcurrentHashMap.newKeySet();
    private final Set<FlowId> flows = ConcurrentHashMap.newKeySet();
    private final Set<CallId> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean wanted;

    /** Marks that nobody wants yet. */
    public RowChanges() {}

    /** The ids that were taken. */
    public record Taken(Set<AgentId> agents, Set<FlowId> flows, Set<CallId> calls) {
        public Taken {
            agents = Set.copyOf(agents);
            flows = Set.copyOf(flows);
            calls = Set.copyOf(calls);
        }

        /** Whether nothing was marked. */
        public boolean isEmpty() {
            return agents.isEmpty() && flows.isEmpty() && calls.isEmpty();
        }
    }

    /** Begins to mark; whoever reads all rows after this misses no change. */
    public void begin() {
        wanted = true;
    }

    /** Marks no more and forgets. */
    public void end() {
        wanted = false;
        take();
    }

    /** Takes the marks away. Rows that are read afterwards are at least as new as their mark. */
    public Taken take() {
        return new Taken(drain(agents), drain(flows), drain(calls));
    }

    private static <T> Set<T> drain(Set<T> marked) {
        Set<T> taken = new HashSet<>();
        for (T id : marked) { // one that is marked again meanwhile is marked for the next time
            marked.remove(id);
            taken.add(id);
        }
        return taken;
    }

    public void agent(AgentId id) {
        if (wanted) {
            agents.add(id);
        }
    }

    public void flow(FlowId id) {
        if (wanted) {
            flows.add(id);
        }
    }

    public void call(CallId id) {
        if (wanted) {
            calls.add(id);
        }
    }
}
