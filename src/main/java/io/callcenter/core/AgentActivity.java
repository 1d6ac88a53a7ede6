package io.callcenter.core;

import java.util.Optional;

/** What an agent does: at any time one of these, and each is clocked. */
public enum AgentActivity {
    OFFLINE(null),
    FREE(AgentFigure.FREE),
    /** Their phone rings, or they hear the announcement before a call. */
    RING(AgentFigure.RING),
    TALK(AgentFigure.TALK),
    CHAT(AgentFigure.CHAT),
    WRAPUP(AgentFigure.WRAPUP),
    PAUSED(AgentFigure.PAUSED);

    private final AgentFigure figure;

    AgentActivity(AgentFigure figure) {
        this.figure = figure;
    }

    /** Where its time is counted; that of agents who are away is not. */
    public Optional<AgentFigure> figure() {
        return Optional.ofNullable(figure);
    }
}
