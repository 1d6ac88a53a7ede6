package io.callcenter.b2b;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls, as the caller's INVITE says (RFC 3323, RFC 3325).
 *
 * @param party name and URI, without tag: of the first P-Asserted-Identity where the source's word counts, else of From
 * @param asserted whether it is that of P-Asserted-Identity
 * @param hidden whether nobody but the contact center itself may learn it
 */
public record Identity(NameAddress party, boolean asserted, boolean hidden) {
    /** Who somebody without a name is (RFC 3323 §4.1.1.3). */
    public static final String ANONYMOUS_URI = "sip:anonymous@anonymous.invalid";

    private static final Set<String> HIDING = Set.of("id", "user");
    private static final Pattern ANONYMOUS_HOST = Pattern.compile("(?i)sips?:([^@]*@)?anonymous\\.invalid([:;?].*)?");
    private static final Pattern NAMED =
            Pattern.compile("\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\"<>,]*))\\s*<([^<>]+)>.*", Pattern.DOTALL);
    private static final Pattern BARE = Pattern.compile("\\s*([^\\s,;<>\"]+)\\s*(,.*)?", Pattern.DOTALL);
    private static final Pattern KNOWN = Pattern.compile("(?i)(sips?|tel):.+");
    private static final int LONGEST = 512;

    /** The identity that the INVITE gives, of a source whose P-Asserted-Identity counts or not, where callers' wishes are heeded or not. */
    static Identity of(SipRequest invite, boolean assertionsCount, boolean wishesCount) {
        NameAddress from = invite.from().withTag("");
        Optional<NameAddress> asserted = assertionsCount ? asserted(invite) : Optional.empty();
        boolean hidden = wishesCount
                && (wishes(invite.headers().all("Privacy"))
                        || ANONYMOUS_HOST.matcher(from.uri()).matches());
        return new Identity(
                asserted.map(id -> id.display().isEmpty() ? new NameAddress(from.display(), id.uri(), "") : id)
                        .orElse(from),
                asserted.isPresent(),
                hidden);
    }

    /** Whether the caller asks to stay unknown; {@code none} overrides the rest. */
    private static boolean wishes(List<String> privacy) {
        List<String> words =
                List.of(String.join(";", privacy).toLowerCase(Locale.ROOT).split("[,;\\s]+"));
        return !words.contains("none") && words.stream().anyMatch(HIDING::contains);
    }

    private static Optional<NameAddress> asserted(SipRequest invite) {
        return invite.headers()
                .first("P-Asserted-Identity")
                .filter(value -> value.length() <= LONGEST)
                .flatMap(Identity::read)
                .filter(party -> KNOWN.matcher(party.uri()).matches() && SendableText.isUri(party.uri()));
    }

    private static Optional<NameAddress> read(String value) {
        Matcher named = NAMED.matcher(value);
        if (named.matches()) {
            String quoted = named.group(1);
            String name = quoted == null ? named.group(2) : quoted.replaceAll("\\\\(.)", "$1");
            return Optional.of(new NameAddress(name.strip(), named.group(3).strip(), ""));
        }
        Matcher bare = BARE.matcher(value);
        return bare.matches() ? Optional.of(new NameAddress("", bare.group(1), "")) : Optional.empty();
    }

    /** The From URI of our own legs. */
    String shownUri() {
        return hidden ? ANONYMOUS_URI : party.uri();
    }
}
