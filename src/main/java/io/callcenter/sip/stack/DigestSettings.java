package io.callcenter.sip.stack;

import java.util.List;
import java.util.Objects;

/**
 * Which peers are told who we are by digest, and how: {@code cc.sip.auth.*}.
 *
 * @param realm the only one that is answered, compared exactly
 * @param targets host names, addresses and networks to which answers may be sent; empty = the outbound proxy
 * @param md5 whether MD5 may be used where a peer does not offer SHA-256
 */
public record DigestSettings(String user, String password, String realm, List<String> targets, boolean md5) {
    /** Copies the list, refuses nulls. */
    public DigestSettings {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(realm);
        targets = List.copyOf(targets);
    }

    @Override
    public String toString() {
        return "DigestSettings[user=" + user + ", realm=" + realm + ", targets=" + targets + "]";
    }
}
