package io.callcenter.ha;

import java.util.Optional;

/**
 * How a member comes in among the others.
 *
 * @param asNew whether it waits until the others add it, rather than count itself among {@code cc.ha.members}; without effect once they have
 * @param keys by which members know one another; without them they talk in the clear
 */
public record JoinMode(boolean asNew, Optional<MemberKeys> keys) {
    /** One of those that are named, in the clear. */
    public static final JoinMode OPEN = new JoinMode(false, Optional.empty());
}
