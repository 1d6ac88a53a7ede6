package io.callcenter.core.rules;

import java.util.LinkedHashSet;
import java.util.Set;

/** What a signal changed: the rows of the board that have to be replaced, and the calls that have to be saved. */
final class ChangeSet {
    final Set<Call> unsaved = new LinkedHashSet<>();
    final Set<Call> calls = new LinkedHashSet<>();
    final Set<LiveAgent> seats = new LinkedHashSet<>();
    final Set<OpenFlow> flows = new LinkedHashSet<>();
    final Set<String> skills = new LinkedHashSet<>();

    /** The call has to be saved and shown anew. */
    void call(Call call) {
        unsaved.add(call);
        calls.add(call);
    }

    /** The call has to be shown anew. */
    void row(Call call) {
        calls.add(call);
    }

    void seat(LiveAgent liveAgent) {
        seats.add(liveAgent);
    }

    void flow(OpenFlow flow) {
        flows.add(flow);
    }

    /** The gauges of all flows that need the skill. */
    void skill(String skill) {
        skills.add(skill);
    }

    void clear() {
        unsaved.clear();
        calls.clear();
        seats.clear();
        flows.clear();
        skills.clear();
    }
}
