package io.callcenter.b2b;

import io.callcenter.message.HeaderName;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of header fields that others do not decide about, long or compact, without case. */
public final class OwnFieldNames {
    private static final Set<HeaderName> OURS = EnumSet.of(
            HeaderName.VIA,
            HeaderName.FROM,
            HeaderName.TO,
            HeaderName.CALL_ID,
            HeaderName.CSEQ,
            HeaderName.CONTACT,
            HeaderName.ROUTE,
            HeaderName.RECORD_ROUTE,
            HeaderName.MAX_FORWARDS,
            HeaderName.CONTENT_LENGTH,
            HeaderName.CONTENT_TYPE,
            HeaderName.AUTHORIZATION,
            HeaderName.PROXY_AUTHORIZATION,
            HeaderName.SESSION_EXPIRES,
            HeaderName.MIN_SE,
            HeaderName.REPLACES,
            HeaderName.REQUIRE,
            HeaderName.PATH,
            HeaderName.SERVICE_ROUTE);

    private static final Set<String> IDENTIFYING =
            Set.of("privacy", "p-asserted-identity", "p-preferred-identity", "remote-party-id", "referred-by");

    private OwnFieldNames() {}

    /** Whether such fields are made by us alone, in any message. */
    public static boolean isOurs(String name) {
        return HeaderName.of(name).filter(OURS::contains).isPresent();
    }

    /** Whether such fields of a caller may go to agents as they are: they are not ours, and claim no identity. */
    public static boolean mayPass(String name) {
        Optional<HeaderName> known = HeaderName.of(name);
        String full = known.map(HeaderName::text).orElse(name).toLowerCase(Locale.ROOT);
        return !isOurs(name) && !IDENTIFYING.contains(full);
    }
}
