package io.callcenter.web;

import io.callcenter.ids.AgentId;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import java.time.Instant;
import java.util.Optional;

/**
 * Whoever looks at a page.
 *
 * @param visitor name, role and address
 * @param session key of the session
 * @param token what comes with each command
 * @param ends when the session ends, if nothing is done before
 */
record PageUser(Visitor visitor, String session, String token, Instant ends) {
    /** Whether the board is for them. */
    boolean sees() {
        return opens(visitor.role(), "/board");
    }

    /** The agent that they are. */
    Optional<AgentId> own() {
        return visitor.role() == Role.AGENT ? Optional.of(new AgentId(visitor.name())) : Optional.empty();
    }

    /** Whether that page is for them. */
    boolean sees(String page) {
        return opens(visitor.role(), page);
    }

    /** Whether that page is for that role. */
    static boolean opens(Role role, String page) {
        return switch (page) {
            case PageGate.DESK, PageGate.WINDOW -> role == Role.AGENT;
            case PageGate.ADMIN -> role == Role.ADMIN;
            case PageGate.DISPLAYS -> role.covers(Role.OPERATOR);
            case PageGate.RECORDS -> role.covers(Role.VIEWER);
            default -> role == Role.WALL || role.covers(Role.VIEWER);
        };
    }

    /** The page to begin with. */
    String first() {
        return switch (visitor.role()) {
            case AGENT -> PageGate.DESK;
            case WALL -> "/wall";
            default -> "/board";
        };
    }
}
