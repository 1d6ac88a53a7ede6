package io.callcenter.b2b;

import java.util.List;
import java.util.Set;

/** Responses of ours (legs 4.1). */
final class Answers {
    /** No header fields of that name go from one leg to another, whatever an order says (legs 4.1). */
    private static final Set<String> NEVER = Set.of(
            "authorization",
            "proxy-authorization",
            "session-expires",
            "min-se",
            "replaces",
            "path",
            "service-route",
            "require",
            "proxy-require");

    private static final Set<String> IDENTIFYING =
            Set.of("p-asserted-identity", "p-preferred-identity", "remote-party-id", "diversion", "history-info");

    private Answers() {}

    /** A response with that To tag and our product. */
    static SipResponse of(Room room, int code, String tag, Headers headers, Body body) {
        return new SipResponse(
                code,
                "",
                "",
                new NameAddress("", "", ""),
                new NameAddress("", "", tag),
                0,
                "",
                "",
                List.of(),
                List.of(),
                headers.with("Server", room.settings().product()),
                body);
    }

    /** The same response from the dialog's Contact and along that record of routes. */
    static SipResponse from(SipResponse response, String contact, List<String> recordRoutes) {
        return new SipResponse(
                response.code(),
                response.reason(),
                response.callId(),
                response.from(),
                response.to(),
                response.cseq(),
                response.method(),
                contact,
                response.contacts(),
                recordRoutes,
                response.headers(),
                response.body());
    }

    /** The same response with another reason phrase. */
    static SipResponse because(SipResponse response, String reason) {
        return new SipResponse(
                response.code(),
                reason,
                response.callId(),
                response.from(),
                response.to(),
                response.cseq(),
                response.method(),
                response.contact(),
                response.contacts(),
                response.recordRoutes(),
                response.headers(),
                response.body());
    }

    /** The same without fields that say who calls or whom they called before. */
    static Headers withoutIdentity(Headers headers) {
        return new Headers(headers.fields().stream()
                .filter(field -> !IDENTIFYING.contains(field.name().toLowerCase(java.util.Locale.ROOT)))
                .toList());
    }

    /** Adds what an order wants sent, without what must not pass. */
    static Headers merge(Headers own, Headers ordered) {
        Headers all = own;
        for (Headers.Field field : ordered.fields()) {
            if (!NEVER.contains(field.name().toLowerCase(java.util.Locale.ROOT))) {
                all = all.with(field.name(), field.value());
            }
        }
        return all;
    }

    /** The fields that describe a body. */
    static Headers ofContent(Headers headers) {
        Headers content = Headers.NONE;
        for (Headers.Field field : headers.fields()) {
            if (field.name().regionMatches(true, 0, "Content-", 0, 8)) {
                content = content.with(field.name(), field.value());
            }
        }
        return content;
    }
}
