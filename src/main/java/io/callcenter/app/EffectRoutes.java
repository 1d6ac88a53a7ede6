package io.callcenter.app;

import io.callcenter.core.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Gives effects to the routes {@code direct:effect-<kind>} of an integrator: body = the effect, headers {@code CcCallId}, {@code CcFlow}, {@code CcAgent},
 * {@code CcState} where it has them, and the call's opaque value as exchange property under the configured name.
 *
 * <p>A kind of effect has a route from the moment in which that is added until two seconds after it was removed: a route that is being swapped is back by
 * then, and effects wait for it.
 */
public final class EffectRoutes extends EventNotifierSupport {
    /** Exchange property with the effect, whatever a route has made of the body. */
    static final String EFFECT = "CcEffect";

    /** All but those that say something in a dialog, move a leg or follow a phone: a route has nothing to add to them. */
    private static final List<Class<?>> KINDS = Arrays.stream(Effect.class.getPermittedSubclasses())
            .filter(kind -> kind != Effect.AnswerRefer.class
                    && kind != Effect.Notify.class
                    && kind != Effect.Hand.class
                    && kind != Effect.Take.class
                    && kind != Effect.Inform.class
                    && kind != Effect.WatchAgent.class)
            .<Class<?>>map(kind -> kind)
            .toList();

    private static final long SWAP = TimeUnit.SECONDS.toNanos(2);
    private static final long THERE = Long.MAX_VALUE;

    private final CamelContext context;
    private final String paramName;
    private final Map<Class<?>, AsyncProducer> producers = new ConcurrentHashMap<>();
    /** Until when, by {@link System#nanoTime}, a kind counts as routed; {@link #THERE} = its route is there. */
    private final Map<Class<?>, Long> routed = new ConcurrentHashMap<>();

    /**
     * Routes of that context.
     *
     * @param paramName {@code cc.b2b-logic-ctx-param}
     */
    public EffectRoutes(CamelContext context, String paramName) {
        this.context = context;
        this.paramName = paramName;
        setIgnoreExchangeEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    /** Whether any kind of effect has a route. Any thread. */
    boolean any() {
        return !routed.isEmpty();
    }

    @Override
    public void notify(CamelEvent event) {
        if (!(event instanceof RouteEvent routeEvent)) {
            return;
        }
        String entrance = routeEvent.getRoute().getEndpoint().getEndpointUri().replaceFirst("\\?.*", "");
        for (Class<?> kind : KINDS) {
            if (entrance.equals(uri(kind).replace(":", "://"))) {
                changed(kind, event.getType());
            }
        }
    }

    private void changed(Class<?> kind, CamelEvent.Type what) {
        if (what == CamelEvent.Type.RouteAdded) {
            routed.put(kind, THERE);
        } else if (what == CamelEvent.Type.RouteRemoved) {
            routed.put(kind, System.nanoTime() + SWAP);
        }
    }

    private boolean isThere(Class<?> kind) {
        return routed.getOrDefault(kind, 0L) == THERE;
    }

    private boolean isRouted(Class<?> kind) {
        Long until = routed.get(kind);
        return until != null && (until == THERE || System.nanoTime() - until < 0);
    }

    /** Gives the effect to its route, and waits for as long as that does; answers false where there is none, or none any more. */
    boolean carryOut(Effect effect) {
        if (!isRouted(effect.getClass())) {
            return false;
        }
        AsyncProducer route = producers.computeIfAbsent(effect.getClass(), this::producer);
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
        } else if (effect instanceof Effect.ProbeAgent probe) {
            message.setHeader(CcHeaders.AGENT, probe.agent().value());
            message.setHeader(CcHeaders.DESTINATION, probe.location());
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
        if (failure instanceof DirectConsumerNotAvailableException && !isThere(effect.getClass())) {
            return false;
        }
        if (failure != null) { // no route is there, or it is one without our routeConfigurationId
            failures().failed(effect, exchange, failure);
        }
        return true;
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
        return KINDS.stream()
                .map(effect -> uri(effect).substring("direct:".length()))
                .toList();
    }

    /** {@code direct:effect-} and the effect's name in small letters with dashes. */
    static String uri(Class<?> effect) {
        return "direct:effect-"
                + effect.getSimpleName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
