package io.callcenter.core;

import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the sender of a signal learns. Refusals are values. */
public sealed interface Reply {
    /** Done, or nothing to do. */
    record Done() implements Reply {}

    /** The call was not admitted: -2 From, -3 no such flow, -4 nobody logged in, -5 internal, -6 no SDP, -7 media (docs/design/behaviour.md 2.1). */
    record NotAdmitted(int code) implements Reply {}

    /** A command was refused: code and text of docs/design/behaviour.md 5.7 and 11.2. */
    record Refused(int code, String text) implements Reply {
        public Refused {
            Objects.requireNonNull(text);
        }
    }

    /**
     * A transfer would be begun.
     *
     * @param flow of the call
     * @param agent who has the caller
     * @param kind {@code flow}, {@code agent} or {@code outside}
     * @param target id or address
     */
    record MayTransfer(FlowId flow, Optional<AgentId> agent, String kind, String target) implements Reply {}

    /** The value of internal dispatching after the command. */
    record Dispatching(boolean on) implements Reply {}

    /** What a reload changed, by id with a prefix: {@code +flow x}, {@code ~agent y}, {@code -flow z}; empty when nothing did. */
    record Reloaded(List<String> changes) implements Reply {
        public Reloaded {
            changes = List.copyOf(changes);
        }
    }

    /** What a restore could not take up, by call, with the reason: a rule failed on it, and it was closed with a record. */
    record Restored(Map<CallId, String> closed) implements Reply {
        public Restored {
            closed = Map.copyOf(closed);
        }
    }

    /** One agent looked at for a call. */
    record Candidate(String agent, boolean chosen, String why) {}

    /** Answer to {@link Signal.Explain}; {@code position} is -1 when not queued, {@code waitingSince} epoch seconds. */
    record Explanation(
            String call,
            String state,
            String flow,
            String skill,
            long waitingSince,
            int position,
            List<Candidate> candidates)
            implements Reply {
        public Explanation {
            candidates = List.copyOf(candidates);
        }
    }
}
