package io.callcenter.sip.call;

import io.callcenter.ids.CallId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Which message belongs to which call: by Call-ID and our tag, by Call-ID and the caller's tag (their first INVITE), by branch. Any thread. */
final class CallTable<L> {
    /** How the legs of a call bind the caller's own tag. */
    static final String REMOTE = "remote:";

    /** How a leg of somebody who has called in for an agent's place binds their tag, beside that. */
    static final String TAKER = "taker:";

    private record Key(String callId, String tag) {
        // Written out: each message looks here, and the generated ones are slow on the quick compiler (ADR 0010).
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && tag.equals(that.tag) && callId.equals(that.callId);
        }

        @Override
        public int hashCode() {
            return 31 * callId.hashCode() + tag.hashCode();
        }
    }

    private final Map<Key, L> dialogs = new ConcurrentHashMap<>();
    private final Map<String, L> branches = new ConcurrentHashMap<>();

    /** Whether {@link #names} are kept. */
    private final boolean named;

    private final CallNames names;
    private final Function<L, CallId> id;

    /**
     * An empty one.
     *
     * @param most Call-IDs whose calls {@link #callOf} tells; 0 = none
     */
    CallTable(int most, Function<L, CallId> id) {
        this.named = most > 0;
        this.names = new CallNames(most);
        this.id = id;
    }

    /** The call to which that Call-ID belongs, or belonged lately. */
    Optional<String> callOf(String sipCallId) {
        return names.of(sipCallId);
    }

    private void name(String sipCallId, L call) {
        if (named) {
            names.put(sipCallId, id.apply(call));
        }
    }

    Optional<L> byTag(String callId, String ourTag) {
        return Optional.ofNullable(dialogs.get(new Key(callId, ourTag)));
    }

    Optional<L> byCaller(String callId, String remoteTag) {
        return byTag(callId, REMOTE + remoteTag);
    }

    /** Whether that dialog is one of the call's caller, and not of somebody who has called in for another place in it. */
    boolean isCallers(String callId, String remoteTag, L call) {
        return byCaller(callId, remoteTag).filter(known -> known == call).isPresent()
                && byTag(callId, TAKER + remoteTag).isEmpty();
    }

    Optional<L> byBranch(String branch) {
        return Optional.ofNullable(branches.get(branch));
    }

    /** Binds a first INVITE; the call that has it already, if one has. */
    Optional<L> bindFirst(String callId, String remoteTag, L call) {
        L known = dialogs.putIfAbsent(new Key(callId, REMOTE + remoteTag), call);
        if (known == null) {
            name(callId, call);
        }
        return Optional.ofNullable(known);
    }

    void bind(String callId, String tag, L call) {
        name(callId, call);
        dialogs.put(new Key(callId, tag), call);
    }

    void unbind(String callId, String tag, L call) {
        dialogs.remove(new Key(callId, tag), call);
    }

    void open(String branch, L call) {
        branches.put(branch, call);
    }

    void closed(String branch) {
        branches.remove(branch);
    }
}
