package io.callcenter.sip.stack;

import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import java.util.List;
import java.util.Optional;

/** How a request goes through a router that is no loose one: one whose URI has no {@code lr} (RFC 3261 §12.2.1.1, §16.6). */
final class StrictRoute {
    private StrictRoute() {}

    /**
     * The request as it is sent: where its first Route is a strict router, that one's URI is the Request-URI, and the target comes last in Route. Where
     * it is sent to does not change by that: {@link SipUriText#nextHop} is asked about the request before.
     */
    static Draft applied(Draft request) {
        List<FieldValue> routes = request.values(HeaderName.ROUTE);
        Optional<SipUri> strict = routes.isEmpty()
                ? Optional.empty()
                : NameAddress.read(routes.get(0).toString())
                        .map(NameAddress::uri)
                        .filter(uri -> uri.isSip() && !uri.has("lr"));
        if (strict.isEmpty()) {
            return request;
        }
        Draft applied = request.without(HeaderName.ROUTE).toward(strict.get());
        for (FieldValue route : routes.subList(1, routes.size())) {
            applied = applied.with(HeaderName.ROUTE, route);
        }
        return applied.with(HeaderName.ROUTE, "<" + request.uri() + ">");
    }
}
