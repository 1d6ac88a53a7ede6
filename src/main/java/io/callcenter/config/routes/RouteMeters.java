package io.callcenter.config.routes;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.RoutePolicy;

/**
 * Camel's own meters for each route, but for those of ours that every call passes many times: there they cost as much as the route itself, and
 * the lane, the legs and the records have meters of their own.
 */
public final class RouteMeters extends MicrometerRoutePolicyFactory {
    public RouteMeters(MeterRegistry registry) {
        setMeterRegistry(registry);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camelContext, String routeId, NamedNode routeDefinition) {
        return busy(routeId) ? null : super.createRoutePolicy(camelContext, routeId, routeDefinition);
    }

    private static boolean busy(String routeId) {
        return routeId.startsWith("effects-") || routeId.equals("lane-enter");
    }
}
