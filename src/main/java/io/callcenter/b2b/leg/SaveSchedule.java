package io.callcenter.b2b.leg;

import io.callcenter.b2b.SipOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** When the legs' part of the call is saved (docs/design/legs.md 7): at most once a turn, with its last state; some steps wait for the disk. */
final class SaveSchedule {
    private final CallContext context;
    private final Map<Long, List<Consumer<Boolean>>> waiting = new LinkedHashMap<>();
    private final List<Consumer<Boolean>> asking = new ArrayList<>();
    private boolean wanted;
    private long token;

    SaveSchedule(CallContext context) {
        this.context = context;
    }

    /** Takes the place of a former process, whose last save had that version. */
    void continueAfter(int version) {
        token = version;
        soon();
    }

    /** Saves at the end of this turn; nothing waits for it. */
    void soon() {
        if (!wanted) {
            wanted = true;
            context.out().afterwards(this::save);
        }
    }

    /** Saves at the end of this turn and tells when it is done, or has failed. */
    void waited(Consumer<Boolean> then) {
        asking.add(then);
        soon();
    }

    /** Whether nothing waits for a save. */
    boolean idle() {
        return waiting.isEmpty() && asking.isEmpty();
    }

    /** The component's answer. */
    void saved(long which, boolean ok) {
        List<Consumer<Boolean>> waiters = waiting.remove(which);
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.accept(ok));
        }
    }

    private void save() {
        wanted = false;
        token++;
        boolean waits = !asking.isEmpty();
        if (waits) {
            waiting.put(token, List.copyOf(asking));
            asking.clear();
        }
        context.out().order(new SipOrder.Save(LegsSnapshot.of(context, token), waits, token));
    }
}
