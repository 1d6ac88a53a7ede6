package io.callcenter.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the phones saw of all calls. On the lane only. */
final class Ledger {
    private final Map<String, SeenCall> calls = new LinkedHashMap<>();

    /** Takes a sighting. */
    void add(Sighting sighting) {
        call(sighting.caller()).add(sighting);
    }

    /** The call of that caller; one of which nothing was seen if there is none yet. */
    SeenCall call(String caller) {
        return calls.computeIfAbsent(caller, SeenCall::new);
    }

    /** The calls that our callers made, in the order of dialling; visitors' calls are not among them. */
    List<SeenCall> planned() {
        return calls.values().stream().filter(c -> c.dialledAt().isPresent()).toList();
    }

    /** Calls of anybody else, such as a real phone. */
    List<SeenCall> visitors() {
        return calls.values().stream().filter(c -> c.dialledAt().isEmpty()).toList();
    }

    /** Whether so many calls of ours were made and all phones are on the hook again. */
    boolean done(int wanted) {
        List<SeenCall> ours = planned();
        return ours.size() >= wanted && ours.stream().allMatch(SeenCall::over);
    }
}
