package io.callcenter.core.rules;

import io.callcenter.core.AgentState;
import io.callcenter.core.Board;
import io.callcenter.core.CallState;
import io.callcenter.core.Media;
import io.callcenter.ids.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts everything anew and compares: gauges, indexes, bindings, and what must never be. */
final class Recount {
    private final List<String> faults = new ArrayList<>();
    private final CenterState state;
    private final List<Call> calls;
    private final Map<CallId, Consultation> consultations;
    private final Board board;
    private final boolean dispatching;

    private Recount(ContactCenter center) {
        state = center.state();
        calls = List.copyOf(center.calls().values());
        consultations = center.consultations().all();
        board = center.board();
        dispatching = board.totals().internalDispatching();
    }

    static List<String> faults(ContactCenter center) {
        Recount recount = new Recount(center);
        recount.gauges();
        recount.calls.forEach(recount::call);
        recount.consultations.values().forEach(recount::consultation);
        centerSeats(recount);
        if (recount.dispatching) {
            recount.nobodyWaitsForNothing();
        }
        recount.queueIsInOrder();
        recount.same("repairs", recount.board.repairs(), 0);
        return recount.faults;
    }

    private static void centerSeats(Recount recount) {
        recount.state.roster().all().forEach(recount::seat);
    }

    private void gauges() {
        Board.Totals totals = board.totals();
        same("on hold", totals.onHold(), onHold(calls.stream()));
        same("on-hold chats", totals.onHoldChats(), onHold(chats(calls)));
        same("ongoing", totals.ongoing(), calls.size());
        same("queued", totals.queued(), queued(calls.stream()));
        same("line", state.waiting().size(), queued(calls.stream()));
        same("logged", totals.logged(), seats().filter(LiveAgent::loggedIn).count());
        same("free", totals.free(), seats().filter(Recount::free).count());
        for (Board.FlowRow row : board.flows()) {
            flow(row);
        }
        same("rows of calls", board.calls().size(), calls.size());
        same(
                "rows of agents",
                board.agents().size(),
                seats().filter(liveAgent -> !liveAgent.removed()).count());
    }

    private void flow(Board.FlowRow row) {
        String id = row.flow().id() + ": ";
        List<Call> own = calls.stream()
                .filter(call -> call.flow().row().id().equals(row.flow().id()))
                .toList();
        same(id + "on hold", row.onHold(), onHold(own.stream()));
        same(id + "on-hold chats", row.onHoldChats(), onHold(chats(own)));
        same(id + "ongoing", row.ongoing(), own.size());
        same(id + "referred", row.referred(), own.size());
        same(id + "queued", row.queued(), queued(own.stream()));
        String skill = row.flow().skill();
        same(
                id + "logged",
                row.logged(),
                skilled(skill).filter(LiveAgent::loggedIn).count());
        same(id + "free", row.free(), skilled(skill).filter(Recount::free).count());
        boolean expects = state.flows()
                .anyone(row.flow().id())
                .filter(flow -> !flow.expected.isEmpty())
                .isPresent();
        if (row.removed() && own.isEmpty() && !expects) {
            faults.add(id + "removed, without calls, and still there");
        }
    }

    private void call(Call call) {
        boolean withAgent = call.state() == CallState.PREAGENT || call.state() == CallState.TOAGENT;
        boolean transferring = call.state() == CallState.TRANSFERRING;
        if (!transferring) {
            same(call, "has an agent", call.agent().isPresent(), withAgent);
        }
        same(call, "is transferred", call.transfer().isPresent(), transferring);
        call.transfer()
                .flatMap(transfer -> transfer.goal().seat())
                .ifPresent(liveAgent ->
                        same(call, "is known to its target", liveAgent.calls.get(call.id()) == call, true));
        same(call, "is in the queue", call.key().isPresent(), call.state() == CallState.QUEUED);
        call.agent()
                .ifPresent(
                        liveAgent -> same(call, "is known to its agent", liveAgent.calls.get(call.id()) == call, true));
        Optional<Board.CallRow> row = board.call(call.id());
        same(call, "is shown in its state", row.map(Board.CallRow::state).equals(Optional.of(call.state())), true);
        same(call, "is shown in its place", row.flatMap(Board.CallRow::queueKey).equals(call.key()), true);
        boolean alive = call.legs.currentLeg().isPresent()
                || call.legs.nextLeg().isPresent()
                || call.legs.fallbackLeg().isPresent()
                || call.legs.asideLeg().isPresent()
                || call.alarms.isSet(CallTimer.MUSIC)
                || call.alarms.isSet(CallTimer.ORPHAN);
        same(call, "has a leg or a step to come", alive, true);
        if (!call.ready() && !call.awaitsAnswer()) {
            same(call, "rests until a time", call.alarms.isSet(CallTimer.REST), true);
        }
        if (call.established().isPresent()) {
            boolean joined = call.legs
                    .asideLeg()
                    .or(call.legs::currentLeg)
                    .filter(leg -> leg.kind() == OrderedLeg.Kind.AGENT)
                    .isPresent();
            boolean talks = call.state() == CallState.TOAGENT || transferring;
            boolean out = call.legs
                    .currentLeg()
                    .filter(leg -> leg.kind() == OrderedLeg.Kind.OUTSIDE)
                    .isPresent();
            boolean fits = joined && talks || out && call.state() == CallState.OUTSIDE;
            same(call, "is with somebody when established", fits, true);
        }
    }

    private void seat(LiveAgent liveAgent) {
        long audio = liveAgent.calls.values().stream()
                .filter(call -> call.media() == Media.AUDIO)
                .count();
        long chats = liveAgent.calls.size() - audio;
        if (audio > 1 && !manyCalls(liveAgent) || (audio > 0 && chats > 0)) {
            faults.add(liveAgent.id() + " has " + audio + " audio calls and " + chats + " chats");
        }
        boolean right =
                switch (liveAgent.state()) {
                    case FREE, WRAPUP -> !liveAgent.busy();
                    case INCALL ->
                        chats == 0
                                && (audio == 1
                                        || !liveAgent.consultations.isEmpty()
                                        || manyCalls(liveAgent) && (audio > 0 || liveAgent.wrappingUp()));
                    case INCHAT -> audio == 0 && (chats > 0 || liveAgent.wrappingUp());
                };
        if (!right) {
            faults.add(liveAgent.id() + " is " + liveAgent.state() + " with " + liveAgent.calls.keySet());
        }
        liveAgent.consultations.stream()
                .filter(call -> !consultations.containsKey(call) && !isMadeBy(call, liveAgent))
                .forEach(call -> faults.add(liveAgent.id() + " is bound to the dead consultation " + call));
        liveAgent.calls.values().stream()
                .filter(call -> !calls.contains(call))
                .forEach(call -> faults.add(liveAgent.id() + " is bound to the dead call " + call.id()));
        if (liveAgent.state() == AgentState.FREE && liveAgent.wrappingUp()) {
            faults.add(liveAgent.id() + " is free in their wrap-up");
        }
        if (liveAgent.resting() != liveAgent.alarms.isSet(LiveAgent.Timer.REST)) {
            faults.add(liveAgent.id() + ": nobody watches the rest");
        }
        if (liveAgent.loggedIn() && liveAgent.wrappingUp() != liveAgent.alarms.isSet(LiveAgent.Timer.WRAPUP)) {
            faults.add(liveAgent.id() + ": nobody watches his wrap-up");
        }
    }

    private boolean isMadeBy(CallId id, LiveAgent liveAgent) {
        return calls.stream()
                .anyMatch(call -> call.id().equals(id)
                        && call.maker().filter(liveAgent::equals).isPresent());
    }

    private void consultation(Consultation call) {
        Stream.of(call.by(), call.to())
                .filter(liveAgent -> !liveAgent.consultations.contains(call.id()))
                .forEach(liveAgent -> faults.add(call.id() + " is not known to " + liveAgent.id()));
    }

    /** Their row says so, or said so before it went. */
    private boolean manyCalls(LiveAgent liveAgent) {
        return liveAgent.shares(Media.AUDIO) || liveAgent.removed();
    }

    private void nobodyWaitsForNothing() {
        for (Call call : calls) {
            if (call.state() == CallState.QUEUED && call.ready()) {
                skilled(call.flow().row().skill())
                        .filter(liveAgent -> liveAgent.takes(call.media()) && !call.avoids(liveAgent))
                        .forEach(liveAgent -> faults.add(call.id() + " waits though " + liveAgent.id() + " is free"));
            }
        }
    }

    private void queueIsInOrder() {
        List<Board.CallRow> queue = board.queue();
        for (int i = 0; i < queue.size(); i++) {
            Call call = find(queue.get(i));
            same("place of " + call.id(), state.waiting().position(call), i);
        }
    }

    private Call find(Board.CallRow row) {
        return calls.stream()
                .filter(call -> call.id().equals(row.call()))
                .findFirst()
                .orElseThrow();
    }

    private Stream<LiveAgent> seats() {
        return state.roster().all().stream();
    }

    private Stream<LiveAgent> skilled(String skill) {
        return seats().filter(liveAgent -> !liveAgent.removed())
                .filter(liveAgent -> liveAgent.row().skills().contains(skill));
    }

    private static boolean free(LiveAgent liveAgent) {
        return liveAgent.loggedIn() && liveAgent.state() == AgentState.FREE && !liveAgent.phone.unreachable();
    }

    private static long onHold(Stream<Call> calls) {
        return calls.filter(call -> Call.isOnHold(call.state())).count();
    }

    private static long queued(Stream<Call> calls) {
        return calls.filter(call -> call.state() == CallState.QUEUED).count();
    }

    private static Stream<Call> chats(List<Call> calls) {
        return calls.stream().filter(call -> call.media() == Media.CHAT);
    }

    private void same(String what, long shown, long counted) {
        if (shown != counted) {
            faults.add(what + ": shown " + shown + ", counted " + counted);
        }
    }

    private void same(Call call, String what, boolean is, boolean should) {
        if (is != should) {
            faults.add(call.id() + " in " + call.state() + " " + what + ": " + is);
        }
    }
}
