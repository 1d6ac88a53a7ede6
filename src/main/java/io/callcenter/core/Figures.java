package io.callcenter.core;

import java.util.List;

/** Counters and gauges kept for each flow and once for the whole center (docs/design/behaviour.md 8). */
final class Figures {
    final Tally arrived = new Tally();
    final Tally distributed = new Tally();
    final Tally answered = new Tally();
    final Tally answeredChats = new Tally();
    final Tally abandoned = new Tally();
    final Mean wait = new Mean();
    final Mean talk = new Mean();
    private int onHold;
    private int onHoldChats;
    private int ongoing;
    private int queued;

    void reset() {
        tallies().forEach(Tally::reset);
        means().forEach(Mean::reset);
    }

    private List<Tally> tallies() {
        return List.of(arrived, distributed, answered, answeredChats, abandoned);
    }

    private List<Mean> means() {
        return List.of(wait, talk);
    }

    SavedFigures save(SavedFigures.Scope scope, String name) {
        return SavedFigures.of(scope, name, tallies(), means());
    }

    void restore(SavedFigures saved) {
        saved.restore(tallies(), means());
    }

    void countAnswered(Media media) {
        answered.add();
        if (media == Media.CHAT) {
            answeredChats.add();
        }
    }

    void addOnHold(Media media, int change) {
        onHold += change;
        if (media == Media.CHAT) {
            onHoldChats += change;
        }
    }

    void addOngoing(int change) {
        ongoing += change;
    }

    void addQueued(int change) {
        queued += change;
    }

    int onHold() {
        return onHold;
    }

    int onHoldChats() {
        return onHoldChats;
    }

    int ongoing() {
        return ongoing;
    }

    int queued() {
        return queued;
    }

    /** Since start, never reset: arrived, distributed, answered, answered chats, abandoned. */
    List<Long> totals() {
        return List.of(
                arrived.total(), distributed.total(), answered.total(), answeredChats.total(), abandoned.total());
    }
}
