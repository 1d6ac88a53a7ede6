package io.callcenter.app;

import io.callcenter.core.Effect;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;

/**
 * Gives each effect to its route {@code direct:effect-<kind>}: body = the effect, headers {@code CcCallId}, {@code CcFlow}, {@code CcAgent},
 * {@code CcState} where it has them, and the call's opaque value as exchange property under the configured name.
 */
public final class EffectRoutes implements Consumer<Effect> {
    private final CamelContext context;
    private final ProducerTemplate template;
    private final String paramName;
    private final Map<Class<?>, Endpoint> endpoints = new ConcurrentHashMap<>();

    /**
     * Routes of that context.
     *
     * @param paramName {@code cc.b2b-logic-ctx-param}
     */
    public EffectRoutes(CamelContext context, ProducerTemplate template, String paramName) {
        this.context = context;
        this.template = template;
        this.paramName = paramName;
    }

    @Override
    public void accept(Effect effect) {
        Endpoint endpoint = endpoints.computeIfAbsent(effect.getClass(), type -> context.getEndpoint(uri(type)));
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
        Message message = exchange.getMessage();
        message.setBody(effect);
        effect.about().ifPresent(call -> message.setHeader(CcHeaders.CALL_ID, call.value()));
        if (effect instanceof Effect.Connect connect) {
            message.setHeader(CcHeaders.FLOW, connect.flow().value());
            message.setHeader(CcHeaders.STATE, connect.state().label());
            connect.agent().ifPresent(agent -> message.setHeader(CcHeaders.AGENT, agent.value()));
            exchange.setProperty(paramName, connect.param());
        } else if (effect instanceof Effect.ReportCall report) {
            message.setHeader(CcHeaders.FLOW, report.flow().value());
            message.setHeader(CcHeaders.STATE, report.state().label());
            exchange.setProperty(paramName, report.param());
        } else if (effect instanceof Effect.ReportAgent report) {
            message.setHeader(CcHeaders.AGENT, report.agent().value());
            message.setHeader(CcHeaders.STATE, report.status());
        }
        template.send(endpoint, exchange);
    }

    /** {@code direct:effect-} and the effect's name in small letters with dashes. */
    static String uri(Class<?> effect) {
        return "direct:effect-"
                + effect.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
