package io.callcenter.web;

import io.callcenter.mi.Role;
import io.callcenter.mi.Visitor;
import java.time.Instant;

/**
 * Whoever looks at a page.
 *
 * @param visitor name, role and address
 * @param session key of the session
 * @param token what comes with each command
 * @param ends when the session ends, if nothing is done before
 */
record Member(Visitor visitor, String session, String token, Instant ends) {
    /** Whether the board is for them. */
    boolean sees() {
        return visitor.role() == Role.WALL || visitor.role().covers(Role.VIEWER);
    }
}
