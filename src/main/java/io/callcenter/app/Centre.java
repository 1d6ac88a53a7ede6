package io.callcenter.app;

import io.callcenter.core.Board;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import java.util.concurrent.CompletionStage;

/** The contact centre as programs outside the routes see it: a board to read and a door for requests. */
public final class Centre {
    private final Board board;
    private final Lane lane;

    /** That board and that lane. */
    public Centre(Board board, Lane lane) {
        this.board = board;
        this.lane = lane;
    }

    /** What may be read at any time from any thread. */
    public Board board() {
        return board;
    }

    /** Asks for something; fails with {@link LaneFull} under overload. The stage completes on the lane: hand long work to another thread. */
    public CompletionStage<Reply> request(Signal signal) {
        return lane.request(signal);
    }
}
