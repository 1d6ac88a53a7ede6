package io.callcenter.b2b.leg;

import io.callcenter.b2b.SendableText;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a REFER asks for, as far as the message says it (RFC 3515 §2.1, docs/design/legs.md 3.10).
 *
 * @param target the Refer-To URI without header fields
 * @param replaces value of Replaces among those header fields, or empty
 * @param referredBy value of Referred-By as it came, or empty
 * @param silent whether the sender wants no subscription (RFC 4488)
 * @param passed header fields that go with the caller: those of the Refer-To URI, and those of the REFER that it does not name
 */
record ReferRequest(String target, String replaces, String referredBy, boolean silent, List<Field> passed) {
    private static final Set<String> EXTENSIONS = Set.of("norefersub", "replaces");
    private static final int LONGEST_FIELD = 2_048;
    private static final int LONGEST_TARGET = 512;

    /** Why a REFER cannot be taken, whatever it is about; empty when it can. */
    static Optional<Draft> refusal(Request refer) {
        List<String> required = new ArrayList<>(refer.items(HeaderName.REQUIRE));
        required.removeIf(tag -> EXTENSIONS.contains(tag.strip().toLowerCase(Locale.ROOT)));
        if (!required.isEmpty()) {
            return Optional.of(
                    Draft.response(420).with(HeaderName.UNSUPPORTED, SendableText.plain(String.join(", ", required))));
        }
        List<NameAddress> targets = targets(refer);
        boolean one = refer.values(HeaderName.REFER_TO).size() == 1 && targets.size() == 1;
        if (!one
                || targets.get(0).uri().withoutHeaders().toString().length() > LONGEST_TARGET
                || SendableText.holdsControl(targets.get(0).uri().toString())) {
            return Optional.of(Draft.response(400));
        }
        SipUri target = targets.get(0).uri();
        if (!target.isSip() && !target.scheme().equals("tel")) {
            return Optional.of(Draft.response(416));
        }
        Optional<String> method = target.parameter("method");
        return method.filter(m -> !m.equalsIgnoreCase("INVITE")).isPresent()
                ? Optional.of(Draft.response(403))
                : Optional.empty();
    }

    /**
     * A REFER that {@link #refusal} does not refuse.
     *
     * @param names of header fields that go with the caller
     */
    static ReferRequest of(Request refer, List<String> names) {
        SipUri target = targets(refer).get(0).uri();
        boolean silent = refer.first(HeaderName.REFER_SUB)
                .filter(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("false"))
                .isPresent();
        return new ReferRequest(
                target.withoutHeaders().toString(),
                target.header("replaces")
                        .map(SendableText::plain)
                        .filter(value -> value.length() <= LONGEST_FIELD)
                        .orElse(""),
                refer.first(HeaderName.REFERRED_BY)
                        .map(SendableText::plain)
                        .filter(value -> value.length() <= LONGEST_FIELD)
                        .orElse(""),
                silent,
                names.stream().flatMap(name -> passed(refer, target, name)).toList());
    }

    /** A value in a URI is escaped, so that it may hide what ends a line. */
    private static Stream<Field> passed(Request refer, SipUri target, String name) {
        Optional<String> inTarget = target.header(name.toLowerCase(Locale.ROOT));
        Stream<String> values = inTarget.isPresent()
                ? inTarget.stream()
                : refer.fields().stream()
                        .filter(field -> field.name().equalsIgnoreCase(name))
                        .map(field -> field.value().toString());
        return values.map(SendableText::plain)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> Field.of(name, value));
    }

    private static List<NameAddress> targets(Request refer) {
        return refer.values(HeaderName.REFER_TO).stream()
                .flatMap(value -> NameAddress.readAll(bracketed(value.toString())).stream())
                .toList();
    }

    /**
     * A URI with header fields must stand in brackets (RFC 3261 §20.10). Some phones leave them out, and what they mean is plain: no parameter of the field has a
     * question mark. Read as such, an attended transfer would be a blind one.
     */
    private static String bracketed(String value) {
        boolean bare = value.indexOf('?') >= 0 && value.indexOf('<') < 0 && value.indexOf('"') < 0;
        return bare ? "<" + value.strip() + ">" : value;
    }
}
