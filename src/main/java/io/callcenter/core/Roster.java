package io.callcenter.core;

import io.callcenter.ids.AgentId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All agents, and for each skill and medium those who can take a call now, longest idle first (docs/design/architecture.md 2, B11). */
final class Roster {
    private final boolean fullLoad;
    private final Touched touched;
    private final NavigableMap<AgentId, Seat> seats = new TreeMap<>();
    private final Map<String, SkillGroup> groups = new HashMap<>();
    private final Set<Seat> changed = new LinkedHashSet<>();
    private final Map<Seat, List<Place>> indexed = new HashMap<>();
    private final Directory directory = new Directory();
    private long idleNumbers;
    private int logged;
    private int free;

    Roster(boolean fullLoad, Touched touched) {
        this.fullLoad = fullLoad;
        this.touched = touched;
    }

    /** Whoever has that name, a removed agent with calls included. */
    Optional<Seat> anyone(AgentId id) {
        return Optional.ofNullable(seats.get(id));
    }

    /** The agent with that name, if his row is there. */
    Optional<Seat> find(AgentId id) {
        return anyone(id).filter(seat -> !seat.removed());
    }

    Collection<Seat> all() {
        return Collections.unmodifiableCollection(seats.values());
    }

    NavigableMap<AgentId, Seat> byId() {
        return Collections.unmodifiableNavigableMap(seats);
    }

    /** How agents are reached. */
    Directory directory() {
        return directory;
    }

    void hire(Seat seat) {
        seats.put(seat.id(), seat);
        seat.idleFrom(++idleNumbers);
        enlist(seat);
        index(seat);
    }

    /** Changes whatever decides what he can take, and keeps the indexes right. */
    void change(Seat seat, Runnable how) {
        unindex(seat);
        how.run();
        index(seat);
    }

    /** Gives him another row, whose skills may differ. */
    void replace(Seat seat, Agent row, int order) {
        unindex(seat);
        delist(seat);
        seat.replace(row, order);
        seat.remove(false);
        enlist(seat);
        index(seat);
    }

    /** His row is gone: he gets nothing new and vanishes with his last call. */
    void retire(Seat seat) {
        unindex(seat);
        delist(seat);
        seat.remove(true);
        touched.seat(seat);
        forgetIfDone(seat);
    }

    void forgetIfDone(Seat seat) {
        if (seat.removed() && seat.calls.isEmpty()) {
            seat.alarms.cancelAll();
            seats.remove(seat.id());
        }
    }

    /** Puts him behind all others; inside {@link #change} only. */
    void toTail(Seat seat) {
        seat.idleFrom(++idleNumbers);
    }

    /** The best agent with that skill for the call, now: none of the few who did not take it just before. */
    Optional<Seat> best(String skill, Call call) {
        for (Place place : group(skill).takers(call.media())) {
            if (!call.avoids(place.seat())) {
                return Optional.of(place.seat());
            }
        }
        return Optional.empty();
    }

    int takers(String skill, Media media) {
        return group(skill).takers(media).size();
    }

    SkillGroup group(String skill) {
        SkillGroup group = groups.get(skill);
        return group == null ? new SkillGroup() : group;
    }

    /** An agent whose abilities changed since they were last compared with the waiting calls. */
    Optional<Seat> nextChanged() {
        var first = changed.iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        Seat seat = first.next();
        first.remove();
        return Optional.of(seat);
    }

    int logged() {
        return logged;
    }

    int free() {
        return free;
    }

    private void enlist(Seat seat) {
        directory.add(seat);
        for (String skill : seat.row().skills()) {
            groups.computeIfAbsent(skill, any -> new SkillGroup()).members.put(seat.id(), seat);
        }
    }

    private void delist(Seat seat) {
        if (seat.removed()) {
            return;
        }
        directory.remove(seat);
        for (String skill : seat.row().skills()) {
            SkillGroup group = groups.get(skill);
            group.members.remove(seat.id());
            if (group.members.isEmpty()) {
                groups.remove(skill);
            }
            touched.skill(skill);
        }
    }

    private void index(Seat seat) {
        touched.seat(seat);
        if (seat.removed()) {
            return;
        }
        Place audio = new Place(0, 0, seat.idle(), seat);
        Place chat = chatPlace(seat);
        indexed.put(seat, List.of(audio, chat));
        count(seat, 1);
        for (String skill : seat.row().skills()) {
            SkillGroup group = groups.get(skill);
            if (seat.takesAudio()) {
                group.audio.add(audio);
            }
            if (seat.takesChat()) {
                group.chat.add(chat);
            }
            touched.skill(skill);
        }
        if (seat.takesAudio() || seat.takesChat()) {
            changed.add(seat);
        }
    }

    private void unindex(Seat seat) {
        List<Place> places = indexed.remove(seat);
        if (places == null) {
            return;
        }
        count(seat, -1);
        for (String skill : seat.row().skills()) {
            SkillGroup group = groups.get(skill);
            group.audio.remove(places.get(0));
            group.chat.remove(places.get(1));
        }
        changed.remove(seat);
    }

    private void count(Seat seat, int one) {
        int loggedIn = seat.loggedIn() ? one : 0;
        int pausing = seat.pause().isPresent() ? one : 0;
        int idling = seat.loggedIn() && pausing == 0 && seat.state() == AgentState.FREE ? one : 0;
        logged += loggedIn;
        free += idling;
        for (String skill : seat.row().skills()) {
            SkillGroup group = groups.get(skill);
            group.logged += loggedIn;
            group.free += idling;
            group.paused += pausing;
        }
    }

    private Place chatPlace(Seat seat) {
        if (!fullLoad) {
            return new Place(0, 0, seat.idle(), seat);
        }
        return new Place(seat.chats() > 0 ? 0 : 1, seat.openChats(), seat.idle(), seat);
    }
}
