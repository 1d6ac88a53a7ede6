package io.callcenter.b2b.leg;

import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Message;
import io.callcenter.message.SipUri;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What messages of ours say beside what they are about (docs/design/legs.md 4.1). */
final class OwnFields {
    /** No header fields of that name go from one leg to another, whatever an order says (docs/design/legs.md 4.1). */
    private static final Set<HeaderName> NEVER = EnumSet.of(
            HeaderName.AUTHORIZATION,
            HeaderName.PROXY_AUTHORIZATION,
            HeaderName.SESSION_EXPIRES,
            HeaderName.MIN_SE,
            HeaderName.REPLACES,
            HeaderName.PATH,
            HeaderName.SERVICE_ROUTE,
            HeaderName.REQUIRE,
            HeaderName.PROXY_REQUIRE);

    private static final Set<String> IDENTIFYING =
            Set.of("p-asserted-identity", "p-preferred-identity", "remote-party-id", "diversion", "history-info");

    private OwnFields() {}

    /** That message from that Contact. */
    static Draft from(Draft message, SipUri contact) {
        return message.with(HeaderName.CONTACT, "<" + contact + ">");
    }

    /** What an order wants sent, without what must not pass. */
    static List<Field> passing(List<Field> ordered) {
        List<Field> passing = new ArrayList<>(ordered);
        passing.removeIf(field -> NEVER.stream().anyMatch(field::is));
        return passing;
    }

    /** The same without fields that say who calls or whom they called before. */
    static List<Field> withoutIdentity(List<Field> fields) {
        return fields.stream()
                .filter(field -> !IDENTIFYING.contains(field.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** The fields that describe a body, but for its type and length, which it says itself. */
    static List<Field> ofContent(Message message) {
        List<Field> content = new ArrayList<>(2);
        for (Field field : message.fields()) {
            if (field.name().regionMatches(true, 0, "Content-", 0, 8)) {
                content.add(field);
            }
        }
        return content;
    }
}
