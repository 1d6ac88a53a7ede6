package io.callcenter.mi;

import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.Visitor;
import io.callcenter.mi.command.JsonRpc;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Answers a JSON-RPC request that a route of this process sends to {@code direct:mi}: the body is the request's text, then the answer's; empty
 * for a notification. Routes are the integrator's own, so everything is allowed; the audit names the route in which the exchange began.
 */
public final class RouteCommand extends AsyncProcessorSupport {
    private final JsonRpc rpc;

    /** Answers by that engine. */
    public RouteCommand(JsonRpc rpc) {
        this.rpc = rpc;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String request = exchange.getMessage().getBody(String.class);
        byte[] bytes = request == null ? new byte[0] : request.getBytes(StandardCharsets.UTF_8);
        String route = Optional.ofNullable(exchange.getFromRouteId()).orElse("-");
        rpc.answer(bytes, new Visitor(route, Role.ADMIN, "route")).whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.setException(failure);
            } else {
                exchange.getMessage().setBody(answer.body());
            }
            callback.done(false);
        });
        return false;
    }
}
