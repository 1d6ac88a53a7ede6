package io.callcenter.config;

import io.callcenter.app.Arrivals;
import io.callcenter.app.CallFacts;
import io.callcenter.app.CenterAccess;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.core.RecoveredLegs;
import io.callcenter.core.Reply;
import io.callcenter.core.SavedCall;
import io.callcenter.core.Signal;
import io.callcenter.ids.CallId;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.store.RecordStore;
import io.callcenter.store.records.RecoveredState;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what the process before left, while SIP listens already (ADR 0009): first the legs of all calls, which says where they stand; then the
 * contact center, which hears that in one signal, before anything new; then whatever came in meanwhile.
 */
final class RecoveryAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryAtStart.class);

    private final RecordStore store;
    private final LiveCalls liveCalls;
    private final CenterAccess center;
    private final InstantSource clock;

    RecoveryAtStart(RecordStore store, LiveCalls liveCalls, CenterAccess center, InstantSource clock) {
        this.store = store;
        this.liveCalls = liveCalls;
        this.center = center;
        this.clock = clock;
    }

    /** Takes everything up; one call that cannot be taken up is put aside or closed, and stops nothing. */
    void run(RecoveredState left) {
        long from = System.nanoTime();
        Map<CallId, RecoveredLegs> standings = legs(left.legs());
        try {
            center(left, standings);
        } catch (CompletionException e) {
            LOG.error("Failed to resume the saved calls", e.getCause());
        }
        finish(left, standings.keySet());
        liveCalls.loaded();
        if (!left.calls().isEmpty() || !left.legs().isEmpty() || !left.logins().isEmpty()) {
            LOG.info(
                    "Resumed {} calls (legs of {}) and {} logins in {} ms",
                    left.calls().size(),
                    standings.size(),
                    left.logins().size(),
                    (System.nanoTime() - from) / 1_000_000);
        }
    }

    private Map<CallId, RecoveredLegs> legs(List<SavedLegs> saved) {
        Map<CallId, RecoveredLegs> standings = new ConcurrentHashMap<>();
        SavedLegs.owned(saved).parallelStream()
                .forEach(legs -> takeUp(legs).ifPresent(recovered -> standings.put(legs.call(), recovered)));
        return standings;
    }

    private Optional<RecoveredLegs> takeUp(SavedLegs saved) {
        try {
            return Optional.of(standing(liveCalls.takeUp(saved)));
        } catch (RuntimeException e) { // whatever a record that does not hold together makes of its reader
            store.putAside(saved, e.toString());
            return Optional.empty();
        }
    }

    /** Where restored legs stand, in words of the contact center. */
    static RecoveredLegs standing(CallLegs.Restored restored) {
        CallFacts facts = new CallFacts(new Arrivals());
        List<Signal> signals = restored.facts().stream()
                .flatMap(fact -> facts.signal(fact).stream())
                .toList();
        return new RecoveredLegs(signals, restored.currentLeg(), Set.copyOf(restored.underWay()));
    }

    /** A call without legs is over: nobody is left to be told, and it gets its record (C68). */
    private void center(RecoveredState left, Map<CallId, RecoveredLegs> standings) {
        Map<CallId, RecoveredLegs> all = left.calls().stream()
                .map(SavedCall::call)
                .collect(Collectors.toMap(
                        call -> call, call -> standings.getOrDefault(call, lost(call)), (one, other) -> one));
        Reply reply = center.request(new Signal.Restore(left.logins(), left.calls(), all, left.figures()))
                .toCompletableFuture()
                .join();
        if (reply instanceof Reply.Restored restored) {
            restored.closed()
                    .forEach((call, why) ->
                            LOG.error("call {}: its saved state is inconsistent, closing it: {}", call, why));
        }
    }

    private RecoveredLegs lost(CallId call) {
        Signal ended = new Signal.CallEnded(call, "LOST", clock.instant());
        return new RecoveredLegs(List.of(ended), Optional.empty(), Set.of());
    }

    /** Legs of calls that the contact center does not have, or had closed before the crash, are ended. */
    private void finish(RecoveredState left, Set<CallId> taken) {
        Set<CallId> going = left.calls().stream().map(SavedCall::call).collect(Collectors.toSet());
        left.legs().stream()
                .map(SavedLegs::call)
                .filter(call -> !going.contains(call))
                .forEach(call -> liveCalls.order(new CallOrder.End(call, "closed before the restart")));
        left.over().stream().filter(call -> !taken.contains(call)).forEach(store.callRecords()::forgetLegs);
    }
}
