package io.callcenter.b2b;

import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, as the caller's INVITE says (RFC 3323, RFC 3325).
 *
 * @param party name and URI, without tag: of the first P-Asserted-Identity where the source's word counts, else of From
 * @param asserted whether it is that of P-Asserted-Identity
 * @param hidden whether nobody but the contact center itself may learn it
 */
public record Identity(NameAddress party, boolean asserted, boolean hidden) {
    /** Who somebody without a name is (RFC 3323 §4.1.1.3). */
    public static final SipUri ANONYMOUS = SipUri.of("sip:anonymous@anonymous.invalid");

    private static final Set<String> HIDING = Set.of("id", "user");
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");
    private static final int LONGEST = 512;

    /**
     * The identity of a caller.
     *
     * @param from the caller's From
     * @param asserted by a source whose word counts
     * @param privacy values of the caller's Privacy fields
     * @param wishesCount whether callers' wishes to stay unknown are heeded
     */
    public static Identity of(
            NameAddress from, Optional<NameAddress> asserted, List<String> privacy, boolean wishesCount) {
        boolean hidden = wishesCount && (wishes(privacy) || isAnonymous(from.uri()));
        NameAddress party = asserted.map(id ->
                        NameAddress.of(id.display().isEmpty() ? from.display() : id.display(), id.uri(), Tag.NONE))
                .orElseGet(() -> NameAddress.of(from.display(), from.uri(), Tag.NONE));
        return new Identity(party, asserted.isPresent(), hidden);
    }

    /** What the first P-Asserted-Identity of the INVITE says, where that source's word counts. */
    public static Optional<NameAddress> asserted(Request invite, Trust trust, String source) {
        if (!invite.has(HeaderName.P_ASSERTED_IDENTITY) || !trust.identifies().test(source)) {
            return Optional.empty();
        }
        return invite.items(HeaderName.P_ASSERTED_IDENTITY).stream()
                .findFirst()
                .filter(value -> value.length() <= LONGEST)
                .flatMap(NameAddress::read)
                .filter(party -> SCHEMES.contains(party.uri().scheme()));
    }

    /** Whether the caller asks to stay unknown; {@code none} overrides the rest. */
    private static boolean wishes(List<String> privacy) {
        if (privacy.isEmpty()) {
            return false;
        }
        List<String> words =
                List.of(String.join(";", privacy).toLowerCase(Locale.ROOT).split("[,;\\s]+"));
        return !words.contains("none") && words.stream().anyMatch(HIDING::contains);
    }

    private static boolean isAnonymous(SipUri uri) {
        return uri.host()
                .filter(host -> host.toString().equalsIgnoreCase("anonymous.invalid"))
                .isPresent();
    }

    /** The From URI of our own legs. */
    public SipUri shownUri() {
        return hidden ? ANONYMOUS : party.uri();
    }
}
