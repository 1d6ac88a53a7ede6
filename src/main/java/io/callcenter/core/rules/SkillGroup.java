package io.callcenter.core.rules;

import io.callcenter.core.Media;
import io.callcenter.ids.AgentId;
import java.util.TreeMap;
import java.util.TreeSet;

/** The agents of one skill: who can take a call now, best first, and how many are there. */
final class SkillGroup {
    final TreeSet<AgentRank> audio = new TreeSet<>();
    final TreeSet<AgentRank> chat = new TreeSet<>();
    final TreeMap<AgentId, LiveAgent> members = new TreeMap<>();
    int logged;
    int free;
    int paused;

    TreeSet<AgentRank> takers(Media media) {
        return media == Media.AUDIO ? audio : chat;
    }
}
