package io.callcenter.sip;

import io.callcenter.b2b.SipRequest;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a request goes through a router that is no loose one: one whose URI has no {@code lr} (RFC 3261 §12.2.1.1, §16.6). */
final class StrictRoute {
    private StrictRoute() {}

    /**
     * The request as it is sent: where its first Route is a strict router, that one's URI is the Request-URI, and the target comes last in Route. Where
     * it is sent to does not change by that: {@link SipUriText#nextHop} is asked about the request before.
     */
    static SipRequest applied(SipRequest request) {
        List<String> routes = request.routes();
        Optional<SipUri> strict = routes.isEmpty()
                ? Optional.empty()
                : NameAddress.read(routes.get(0)).map(NameAddress::uri).filter(uri -> uri.isSip() && !uri.has("lr"));
        if (strict.isEmpty()) {
            return request;
        }
        List<String> rest = new ArrayList<>(routes.subList(1, routes.size()));
        rest.add("<" + request.uri() + ">");
        return new SipRequest(
                request.method(),
                strict.get().withoutHeaders().toString(),
                request.callId(),
                request.from(),
                request.to(),
                request.cseq(),
                request.branch(),
                request.contact(),
                rest,
                request.recordRoutes(),
                request.maxForwards(),
                request.headers(),
                request.body());
    }
}
