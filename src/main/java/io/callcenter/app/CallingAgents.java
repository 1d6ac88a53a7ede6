package io.callcenter.app;

import io.callcenter.core.Board;
import io.callcenter.ids.AgentId;
import java.util.Optional;

/**
 * Says which agent sends an INVITE that opens a dialog. Where {@code cc.sip.trusted} names nobody, no sender's word counts and it is nobody's; where
 * it names somebody, INVITEs of all others were refused before. Any thread.
 */
public final class CallingAgents {
    private final Board board;
    private final boolean trusting;

    /**
     * The agents of that board.
     *
     * @param trusting whether {@code cc.sip.trusted} names somebody
     */
    public CallingAgents(Board board, boolean trusting) {
        this.board = board;
        this.trusting = trusting;
    }

    /** The agent, logged in, who sends from that address: what From or, from those whose word counts, P-Asserted-Identity says. O(1). */
    public Optional<AgentId> of(String uri) {
        return trusting ? board.sender(uri) : Optional.empty();
    }
}
