package io.callcenter.crash;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The journal as the store uses it: writes in the order in which they were asked for; after a crash there is what came before some moment. Both parts
 * of a call are one record; a final record and the end of its call are one write.
 */
final class Disk {
    /** A call's record. */
    record Call(Optional<SavedCall> core, Optional<SavedLegs> legs, boolean over) {
        static final Call NEW = new Call(Optional.empty(), Optional.empty(), false);

        boolean isEmpty() {
            return core.isEmpty() && legs.isEmpty();
        }
    }

    /** Everything that is there. */
    static final class Content {
        final Map<CallId, Call> calls = new LinkedHashMap<>();
        final Map<String, Cdr> cdrs = new LinkedHashMap<>();
        final Map<AgentId, Instant> wrapUps = new HashMap<>();
        final List<String> twice = new ArrayList<>();

        private void cdr(Cdr cdr) {
            // The key under which the accounting database takes a record once (docs/design/behaviour.md 9).
            Cdr before = cdrs.putIfAbsent(cdr.call() + " " + cdr.number(), cdr);
            if (before != null && before.type() != cdr.type()) {
                twice.add(before + " and " + cdr);
            }
        }
    }

    private interface Write {
        void to(Content content);
    }

    private final List<Write> writes = new ArrayList<>();
    private final Map<CallId, Call> now = new HashMap<>();

    int size() {
        return writes.size();
    }

    /** What is there when only so many writes have reached it. */
    Content after(int count) {
        Content content = new Content();
        writes.subList(0, count).forEach(write -> write.to(content));
        return content;
    }

    /** The writes that did not reach it never were. */
    Content cutAt(int count) {
        Content content = after(count);
        writes.subList(count, writes.size()).clear();
        now.clear();
        now.putAll(content.calls);
        return content;
    }

    void save(SavedLegs legs) {
        Call call = now.getOrDefault(legs.call(), Call.NEW);
        put(legs.call(), new Call(call.core(), Optional.of(legs), call.over()));
    }

    void forgetLegs(CallId id) {
        Call call = now.getOrDefault(id, Call.NEW);
        put(id, new Call(call.core(), Optional.empty(), call.over()));
    }

    void append(Effect effect) {
        if (effect instanceof Effect.SaveCall save) {
            Call call = now.getOrDefault(save.saved().call(), Call.NEW);
            if (!call.over()) {
                put(save.saved().call(), new Call(Optional.of(save.saved()), call.legs(), false));
            }
        } else if (effect instanceof Effect.ForgetCall forget) {
            Call call = now.getOrDefault(forget.call(), Call.NEW);
            put(forget.call(), new Call(Optional.empty(), call.legs(), true));
        } else if (effect instanceof Effect.WriteCdr write) {
            cdr(write.cdr());
        } else if (effect instanceof Effect.SaveWrapUp save) {
            writes.add(content -> content.wrapUps.put(save.agent(), save.end()));
        }
    }

    private void cdr(Cdr cdr) {
        Call call = now.get(cdr.call());
        if (!cdr.last() || call == null) {
            writes.add(content -> content.cdr(cdr));
            return;
        }
        Call ended = new Call(Optional.empty(), call.legs(), true);
        now.put(cdr.call(), ended);
        writes.add(content -> {
            content.cdr(cdr);
            content.calls.put(cdr.call(), ended);
        });
    }

    private void put(CallId id, Call call) {
        if (call.isEmpty()) {
            now.remove(id);
            writes.add(content -> content.calls.remove(id));
        } else {
            now.put(id, call);
            writes.add(content -> content.calls.put(id, call));
        }
    }
}
