package io.callcenter.core.rules;

import io.callcenter.core.Agent;
import io.callcenter.core.AgentState;
import io.callcenter.core.Media;
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
    private final ChangeSet changes;
    private final NavigableMap<AgentId, LiveAgent> seats = new TreeMap<>();
    private final Map<String, SkillGroup> groups = new HashMap<>();
    private final Set<LiveAgent> changed = new LinkedHashSet<>();
    private final Map<LiveAgent, List<AgentRank>> indexed = new HashMap<>();
    private final AgentDirectory directory = new AgentDirectory();
    private final AgentIdentities identities = new AgentIdentities();
    private long idleNumbers;
    private int logged;
    private int free;
    private volatile int unreachable;

    Roster(boolean fullLoad, ChangeSet changes) {
        this.fullLoad = fullLoad;
        this.changes = changes;
    }

    /** Whoever has that name, a removed agent with calls included. */
    Optional<LiveAgent> anyone(AgentId id) {
        return Optional.ofNullable(seats.get(id));
    }

    /** The agent with that name, if their row is there. */
    Optional<LiveAgent> find(AgentId id) {
        return anyone(id).filter(liveAgent -> !liveAgent.removed());
    }

    Collection<LiveAgent> all() {
        return Collections.unmodifiableCollection(seats.values());
    }

    NavigableMap<AgentId, LiveAgent> byId() {
        return Collections.unmodifiableNavigableMap(seats);
    }

    /** How agents are reached. */
    AgentDirectory directory() {
        return directory;
    }

    /** Who somebody is who sends from an address; any thread. */
    AgentIdentities identities() {
        return identities;
    }

    void hire(LiveAgent liveAgent) {
        seats.put(liveAgent.id(), liveAgent);
        liveAgent.idleFrom(++idleNumbers);
        enlist(liveAgent);
        index(liveAgent);
    }

    /** Changes whatever decides what they can take, and keeps the indexes right. */
    void change(LiveAgent liveAgent, Runnable how) {
        boolean was = liveAgent.loggedIn();
        unindex(liveAgent);
        how.run();
        index(liveAgent);
        if (was != liveAgent.loggedIn()) {
            identify(liveAgent);
        }
    }

    /** Gives them another row, whose skills may differ. */
    void replace(LiveAgent liveAgent, Agent row, int order) {
        unindex(liveAgent);
        delist(liveAgent);
        liveAgent.replace(row, order);
        liveAgent.setRemoved(false);
        enlist(liveAgent);
        index(liveAgent);
    }

    /** Their row is gone: they get nothing new and vanish with the last call. */
    void retire(LiveAgent liveAgent) {
        unindex(liveAgent);
        delist(liveAgent);
        liveAgent.setRemoved(true);
        changes.seat(liveAgent);
        forgetIfDone(liveAgent);
    }

    void forgetIfDone(LiveAgent liveAgent) {
        if (liveAgent.removed() && !liveAgent.busy()) {
            liveAgent.alarms.cancelAll();
            seats.remove(liveAgent.id());
        }
    }

    /** Puts them behind all others; inside {@link #change} only. */
    void toTail(LiveAgent liveAgent) {
        liveAgent.idleFrom(++idleNumbers);
    }

    /** The best agent with that skill for the call, now: none of the few who did not take it just before, nor who makes it. */
    Optional<LiveAgent> best(String skill, Call call) {
        for (AgentRank rank : group(skill).takers(call.media())) {
            if (!call.avoids(rank.liveAgent())) {
                return Optional.of(rank.liveAgent());
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
    Optional<LiveAgent> nextChanged() {
        var first = changed.iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        LiveAgent liveAgent = first.next();
        first.remove();
        return Optional.of(liveAgent);
    }

    int logged() {
        return logged;
    }

    int free() {
        return free;
    }

    /** How many are logged in whose phones do not answer; any thread. */
    int unreachable() {
        return unreachable;
    }

    private void identify(LiveAgent liveAgent) {
        if (liveAgent.loggedIn()) {
            identities.add(liveAgent);
        } else {
            identities.remove(liveAgent);
        }
    }

    private void enlist(LiveAgent liveAgent) {
        directory.add(liveAgent);
        identify(liveAgent);
        for (String skill : liveAgent.row().skills()) {
            groups.computeIfAbsent(skill, any -> new SkillGroup()).members.put(liveAgent.id(), liveAgent);
        }
    }

    private void delist(LiveAgent liveAgent) {
        if (liveAgent.removed()) {
            return;
        }
        directory.remove(liveAgent);
        identities.remove(liveAgent);
        for (String skill : liveAgent.row().skills()) {
            SkillGroup group = groups.get(skill);
            group.members.remove(liveAgent.id());
            if (group.members.isEmpty()) {
                groups.remove(skill);
            }
            changes.skill(skill);
        }
    }

    private void index(LiveAgent liveAgent) {
        changes.seat(liveAgent);
        if (liveAgent.removed()) {
            return;
        }
        AgentRank audio = new AgentRank(0, 0, liveAgent.idle(), liveAgent);
        AgentRank chat = chatPlace(liveAgent);
        indexed.put(liveAgent, List.of(audio, chat));
        count(liveAgent, 1);
        for (String skill : liveAgent.row().skills()) {
            SkillGroup group = groups.get(skill);
            if (liveAgent.takesAudio()) {
                group.audio.add(audio);
            }
            if (liveAgent.takesChat()) {
                group.chat.add(chat);
            }
            changes.skill(skill);
        }
        if (liveAgent.takesAudio() || liveAgent.takesChat()) {
            changed.add(liveAgent);
        }
    }

    private void unindex(LiveAgent liveAgent) {
        List<AgentRank> places = indexed.remove(liveAgent);
        if (places == null) {
            return;
        }
        count(liveAgent, -1);
        for (String skill : liveAgent.row().skills()) {
            SkillGroup group = groups.get(skill);
            group.audio.remove(places.get(0));
            group.chat.remove(places.get(1));
        }
        changed.remove(liveAgent);
    }

    private void count(LiveAgent liveAgent, int one) {
        int loggedIn = liveAgent.loggedIn() ? one : 0;
        int pausing = liveAgent.pause().isPresent() ? one : 0;
        boolean silent = liveAgent.loggedIn() && liveAgent.phone.unreachable();
        int idling = liveAgent.loggedIn() && !silent && pausing == 0 && liveAgent.state() == AgentState.FREE ? one : 0;
        unreachable += silent ? one : 0;
        logged += loggedIn;
        free += idling;
        for (String skill : liveAgent.row().skills()) {
            SkillGroup group = groups.get(skill);
            group.logged += loggedIn;
            group.free += idling;
            group.paused += pausing;
        }
    }

    private AgentRank chatPlace(LiveAgent liveAgent) {
        if (!fullLoad) {
            return new AgentRank(0, 0, liveAgent.idle(), liveAgent);
        }
        return new AgentRank(liveAgent.chats() > 0 ? 0 : 1, liveAgent.openChats(), liveAgent.idle(), liveAgent);
    }
}
