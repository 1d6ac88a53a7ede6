package io.callcenter.core.rules;

import io.callcenter.core.Counter;
import io.callcenter.core.Media;
import io.callcenter.core.RunningMean;
import io.callcenter.core.SavedFigures;
import java.util.List;

/** Counters and gauges kept for each flow and once for the whole center (docs/design/behaviour.md 8). */
final class Figures {
    final Counter arrived = new Counter();
    final Counter distributed = new Counter();
    final Counter answered = new Counter();
    final Counter answeredChats = new Counter();
    final Counter abandoned = new Counter();
    final RunningMean wait = new RunningMean();
    final RunningMean talk = new RunningMean();
    private int onHold;
    private int onHoldChats;
    private int ongoing;
    private int queued;

    void reset() {
        tallies().forEach(Counter::reset);
        means().forEach(RunningMean::reset);
    }

    private List<Counter> tallies() {
        return List.of(arrived, distributed, answered, answeredChats, abandoned);
    }

    private List<RunningMean> means() {
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
