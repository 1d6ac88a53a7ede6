package io.callcenter.mi;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Answers a JSON-RPC request over HTTP: 200 with the answer, whatever it says; 202 for a notification; 400 for an empty body; 403 for a single
 * command that the visitor may not call (interfaces 1, 6).
 */
public final class HttpCommand extends AsyncProcessorSupport {
    private final JsonRpc rpc;

    /** Answers by that engine. */
    public HttpCommand(JsonRpc rpc) {
        this.rpc = rpc;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Visitor visitor = exchange.getProperty(HttpAccess.VISITOR, Visitor.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        exchange.getMessage().removeHeaders("*");
        if (body == null || body.length == 0) {
            answer(exchange, 400, "");
            callback.done(true);
            return true;
        }
        rpc.answer(body, visitor).whenComplete((answer, failure) -> {
            if (failure != null) {
                exchange.setException(failure);
            } else if (answer.body().isEmpty()) {
                answer(exchange, answer.forbidden() ? 403 : 202, "");
            } else {
                answer(exchange, answer.forbidden() ? 403 : 200, answer.body());
            }
            callback.done(false);
        });
        return false;
    }

    private static void answer(Exchange exchange, int status, String body) {
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (!body.isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
        message.setBody(body);
    }
}
