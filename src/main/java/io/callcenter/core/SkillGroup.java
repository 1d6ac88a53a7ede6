package io.callcenter.core;

import io.callcenter.ids.AgentId;
import java.util.TreeMap;
import java.util.TreeSet;

/** The agents of one skill: who can take a call now, best first, and how many are there. */
final class SkillGroup {
    final TreeSet<Place> audio = new TreeSet<>();
    final TreeSet<Place> chat = new TreeSet<>();
    final TreeMap<AgentId, Seat> members = new TreeMap<>();
    int logged;
    int free;
    int paused;

    TreeSet<Place> takers(Media media) {
        return media == Media.AUDIO ? audio : chat;
    }
}
