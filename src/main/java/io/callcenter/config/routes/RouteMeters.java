package io.callcenter.config.routes;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.spi.RoutePolicy;

/**
 * Camel's own meters for each route, but for those of ours that do nothing but ask the lane: there they cost more than the route itself, and the lane
 * has meters of its own. Nor for all routes together, whose sum any reader can make: each exchange paid for that twice.
 */
public final class RouteMeters extends MicrometerRoutePolicyFactory {
    public RouteMeters(MeterRegistry registry) {
        setMeterRegistry(registry);
        getPolicyConfiguration().setContextEnabled(false);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camelContext, String routeId, NamedNode routeDefinition) {
        return onlyAsksLane(routeId) ? null : super.createRoutePolicy(camelContext, routeId, routeDefinition);
    }

    private static boolean onlyAsksLane(String routeId) {
        return routeId.equals("handle-call-admit") || routeId.equals("lane-enter");
    }
}
