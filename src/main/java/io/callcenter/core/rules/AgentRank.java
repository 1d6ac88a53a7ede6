package io.callcenter.core.rules;

/**
 * An agent's place among those who can take a call now: the smaller one is chosen.
 *
 * @param group 0 before 1; used where chats fill one agent before the next: those in a chat come first (B52)
 * @param room open slots where chats fill one agent before the next, else 0: the fullest comes first
 * @param idle order of becoming idle: the longest idle comes first
 */
record AgentRank(int group, int room, long idle, LiveAgent liveAgent) implements Comparable<AgentRank> {
    @Override
    public int compareTo(AgentRank other) {
        int byGroup = Integer.compare(group, other.group);
        int byRoom = byGroup != 0 ? byGroup : Integer.compare(room, other.room);
        return byRoom != 0 ? byRoom : Long.compare(idle, other.idle);
    }
}
