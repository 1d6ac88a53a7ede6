package io.callcenter.mi;

import io.callcenter.mi.command.JsonRpc;
import io.vertx.ext.auth.User;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a JSON-RPC request over HTTP: 200 with the answer, whatever it says; 202 for a notification; 400 for an empty body; 403 for a single
 * command that the visitor may not call (docs/design/interfaces.md 1, 6). Who the visitor is has been found out by {@link HttpDoor}; without one it
 * is 401.
 */
public final class HttpCommand extends AsyncProcessorSupport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCommand.class);

    private final JsonRpc rpc;

    /** Answers by that engine. */
    public HttpCommand(JsonRpc rpc) {
        this.rpc = rpc;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        User user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, User.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        exchange.getMessage().removeHeaders("*");
        if (user == null || body == null || body.length == 0) {
            refuse(
                    exchange,
                    user == null ? new HttpRefusal(401, "") : new HttpRefusal(400, "a request is needed as body"));
            callback.done(true);
            return true;
        }
        rpc.answer(body, HttpDoor.visitor(user)).whenComplete((answer, failure) -> {
            if (failure != null) {
                LOG.error("a command over HTTP failed", failure);
                refuse(exchange, new HttpRefusal(500, "the log says why"));
            } else if (answer.body().isEmpty()) {
                answer(exchange, answer.forbidden() ? 403 : 202, "");
            } else {
                answer(exchange, answer.forbidden() ? 403 : 200, answer.body());
            }
            callback.done(false);
        });
        return false;
    }

    private static void refuse(Exchange exchange, HttpRefusal refusal) {
        answer(exchange, refusal.status(), refusal.body());
    }

    private static void answer(Exchange exchange, int status, String body) {
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (!body.isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, HttpRefusal.JSON);
        }
        message.setBody(body);
    }
}
