package io.callcenter.core;

import java.util.Objects;

/**
 * What agents may do with their callers by REFER ({@code cc.transfer}), and where a caller who is transferred to a flow queues.
 *
 * @param scope who may be a target
 * @param most transfers of one call, {@code cc.transfer.max}
 * @param place of whoever comes into a queue by a transfer, {@code cc.transfer.place}
 * @param back whether a caller comes back who was not taken in the time that the target names, {@code cc.transfer.back}
 * @param tellsFields whether reports of calls have the header fields that go with them, {@code cc.events.context}
 * @param replaces who may take an agent's place by INVITE with Replaces, {@code cc.transfer.replaces}
 */
public record TransferPolicy(Scope scope, int most, Entry place, boolean back, boolean tellsFields, Replaces replaces) {
    /** Agents transfer to flows and agents, five times a call; whoever comes so queues behind their equals. */
    public static final TransferPolicy DEFAULT = new TransferPolicy(Scope.INSIDE, 5, Entry.PRIORITY);

    /** Refuses nulls and a negative number. */
    public TransferPolicy {
        Objects.requireNonNull(scope);
        Objects.requireNonNull(place);
        Objects.requireNonNull(replaces);
        if (most < 0) {
            throw new IllegalArgumentException("cc.transfer.max: 0 or more");
        }
    }

    /** The same where nobody comes back. */
    public TransferPolicy(Scope scope, int most, Entry place) {
        this(scope, most, place, false, false, Replaces.AGENTS);
    }

    /** The same where callers come back. */
    public TransferPolicy withBack() {
        return new TransferPolicy(scope, most, place, true, tellsFields, replaces);
    }

    /** The same where reports have the header fields that go with callers. */
    public TransferPolicy tellingFields() {
        return new TransferPolicy(scope, most, place, back, true, replaces);
    }

    /** The same where those may take an agent's place. */
    public TransferPolicy with(Replaces who) {
        return new TransferPolicy(scope, most, place, back, tellsFields, who);
    }

    /** Who may take an agent's place. */
    public enum Replaces {
        /** Nobody. */
        OFF,
        /** Agents, and whom the agent has told to (Referred-By). */
        AGENTS,
        /** Whoever may call. */
        TRUSTED
    }

    /** Who may be a target. */
    public enum Scope {
        /** Nobody: REFER is not allowed. */
        OFF,
        /** Flows and agents. */
        INSIDE,
        /** Whoever the patterns allow, too. */
        OUTSIDE
    }

    /** Where in the queue. */
    public enum Entry {
        /** Behind those of the same priority. */
        PRIORITY,
        /** Before all others. */
        HEAD,
        /** Behind all others. */
        END
    }
}
