package io.callcenter.sip;

import gov.nist.javax.sip.header.Via;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sip.ClientTransaction;

/** The open transactions of one stack by their names. Any thread. */
final class Transactions {
    /**
     * A request of ours without a final response yet.
     *
     * @param via its top Via, which its CANCEL repeats
     * @param hop where it went
     */
    record ClientSide(String branch, String method, ClientTransaction transaction, Via via, StackHop hop) {}

    private record Due(String name, ServerSide side, long at) {}

    private final Map<String, ClientSide> clients = new ConcurrentHashMap<>();
    private final Map<String, ServerSide> servers = new ConcurrentHashMap<>();
    private final Queue<Due> due = new ConcurrentLinkedQueue<>();
    private final long keptNanos;

    /** Keeps answered requests for that long. */
    Transactions(long keptNanos) {
        this.keptNanos = keptNanos;
    }

    void put(ClientSide side) {
        clients.put(side.branch(), side);
    }

    Optional<ClientSide> client(String branch) {
        return Optional.ofNullable(clients.get(branch));
    }

    Optional<ClientSide> removeClient(String branch) {
        return Optional.ofNullable(clients.remove(branch));
    }

    /** Adds a request that came in. One that is no INVITE is forgotten after a while, answered or not. */
    void put(String name, ServerSide side) {
        servers.put(name, side);
        if (!side.method().equals("INVITE")) {
            expire(name, side);
        }
    }

    Optional<ServerSide> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }

    /** The request got its final response. */
    void answered(String name, ServerSide side) {
        if (side.method().equals("INVITE")) {
            expire(name, side);
        }
    }

    private void expire(String name, ServerSide side) {
        due.add(new Due(name, side, System.nanoTime() + keptNanos));
    }

    /** Forgets what is old enough. */
    void sweep() {
        long now = System.nanoTime();
        for (Due next = due.peek(); next != null && next.at() - now <= 0; next = due.peek()) {
            due.poll();
            servers.remove(next.name(), next.side());
        }
    }

    /** Requests of ours without a final response, and requests that came in and are not forgotten yet. */
    int size() {
        return clients.size() + servers.size();
    }
}
