package io.callcenter.sip.stack;

import io.callcenter.transport.Destination;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Requests whose places are still looked up. Those of one Call-ID leave in the order in which they were given, however long a name takes, and one that is no
 * longer wanted does not leave at all. Any thread.
 */
final class SendQueue {
    private final Map<String, ArrayDeque<Waiting>> byCallId = new HashMap<>();

    /** Sends: places, or why there are none. */
    @FunctionalInterface
    interface Sender {
        /** Called once, by whichever thread found the places. Must not throw. */
        void send(List<Destination> places, Throwable failure);
    }

    private record Waiting(String branch, CompletableFuture<List<Destination>> places, Sender sender) {}

    /** Sends as soon as the places are found and everything of that Call-ID that was given before has left: at once where both is so. */
    void add(String callId, String branch, CompletionStage<List<Destination>> found, Sender sender) {
        CompletableFuture<List<Destination>> places = found.toCompletableFuture();
        synchronized (this) {
            ArrayDeque<Waiting> before = byCallId.get(callId);
            if (before != null || !places.isDone()) {
                byCallId.computeIfAbsent(callId, id -> new ArrayDeque<>(2)).add(new Waiting(branch, places, sender));
            } else {
                sender.send(places.isCompletedExceptionally() ? List.of() : places.join(), failure(places));
                return;
            }
        }
        places.whenComplete((any, failure) -> drain(callId));
    }

    private synchronized void drain(String callId) {
        ArrayDeque<Waiting> all = byCallId.get(callId);
        while (all != null && !all.isEmpty() && all.peek().places().isDone()) {
            Waiting next = all.poll();
            CompletableFuture<List<Destination>> places = next.places();
            next.sender().send(places.isCompletedExceptionally() ? List.of() : places.join(), failure(places));
        }
        if (all != null && all.isEmpty()) {
            byCallId.remove(callId);
        }
    }

    private static Throwable failure(CompletableFuture<List<Destination>> places) {
        return places.handle((found, failure) -> failure).join();
    }

    /** The request of that branch shall not leave any more; {@code false}: none is waiting. */
    synchronized boolean withdraw(String callId, String branch) {
        ArrayDeque<Waiting> all = byCallId.get(callId);
        if (all == null) {
            return false;
        }
        boolean found = false;
        for (Iterator<Waiting> each = all.iterator(); each.hasNext() && !found; ) {
            found = each.next().branch().equals(branch);
            if (found) {
                each.remove();
            }
        }
        if (all.isEmpty()) {
            byCallId.remove(callId);
        }
        return found;
    }

    /** The same for an end that names the branch alone. */
    synchronized void withdraw(String branch) {
        for (String callId : List.copyOf(byCallId.keySet())) {
            withdraw(callId, branch);
        }
    }
}
