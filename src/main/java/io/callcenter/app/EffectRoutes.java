package io.callcenter.app;

import io.callcenter.core.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Gives each effect to its route {@code direct:effect-<kind>}: body = the effect, headers {@code CcCallId}, {@code CcFlow}, {@code CcAgent},
 * {@code CcState} where it has them, and the call's opaque value as exchange property under the configured name.
 */
public final class EffectRoutes implements Consumer<Effect> {
    /** Exchange property with the effect, whatever a route has made of the body. */
    static final String EFFECT = "CcEffect";

    private final CamelContext context;
    private final String paramName;
    private final Map<Class<?>, AsyncProducer> routes = new ConcurrentHashMap<>();

    /**
     * Routes of that context.
     *
     * @param paramName {@code cc.b2b-logic-ctx-param}
     */
    public EffectRoutes(CamelContext context, String paramName) {
        this.context = context;
        this.paramName = paramName;
    }

    @Override
    public void accept(Effect effect) {
        AsyncProducer route = routes.computeIfAbsent(effect.getClass(), this::producer);
        Exchange exchange = route.getEndpoint().createExchange(ExchangePattern.InOnly);
        Message message = exchange.getMessage();
        message.setBody(effect);
        exchange.setProperty(EFFECT, effect);
        exchange.setProperty(RecordEffect.RECORDED, new AtomicBoolean());
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
        try {
            route.process(exchange);
        } catch (Exception e) { // what a producer declares
            exchange.setException(e);
        }
        Exception failure = exchange.getException();
        if (failure != null) { // no route is there, or it is one without our routeConfigurationId
            failures().failed(effect, exchange, failure);
        }
    }

    /** The bean that the routes of effects name as well; it knows the lane, which knows this. */
    private EffectFailures failures() {
        return context.getRegistry().lookupByNameAndType("effectFailures", EffectFailures.class);
    }

    /** Kept, and asked directly: a template looks all of this up anew for each exchange. */
    private AsyncProducer producer(Class<?> effect) {
        try {
            AsyncProducer made = context.getEndpoint(uri(effect)).createAsyncProducer();
            ServiceHelper.startService(made);
            return made;
        } catch (Exception e) { // what an endpoint declares
            throw new IllegalStateException("no producer for " + uri(effect), e);
        }
    }

    /** The names of all effects' routes under {@code direct:}. */
    public static List<String> names() {
        return Arrays.stream(Effect.class.getPermittedSubclasses())
                .map(effect -> uri(effect).substring("direct:".length()))
                .toList();
    }

    /** {@code direct:effect-} and the effect's name in small letters with dashes. */
    static String uri(Class<?> effect) {
        return "direct:effect-"
                + effect.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
