package io.callcenter.core;

/**
 * An agent's place among those who can take a call now: the smaller one is chosen.
 *
 * @param group 0 before 1; used where chats fill one agent before the next: those in a chat come first (B52)
 * @param room open slots where chats fill one agent before the next, else 0: the fullest comes first
 * @param idle order of becoming idle: the longest idle comes first
 */
record Place(int group, int room, long idle, Seat seat) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byGroup = Integer.compare(group, other.group);
        int byRoom = byGroup != 0 ? byGroup : Integer.compare(room, other.room);
        return byRoom != 0 ? byRoom : Long.compare(idle, other.idle);
    }
}
