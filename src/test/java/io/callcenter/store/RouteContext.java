package io.callcenter.store;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A running context with some of our route files and the beans that they name. */
final class RouteContext implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();

    RouteContext(Map<String, Object> beans, String... files) throws Exception {
        beans.forEach(context.getRegistry()::bind);
        for (String file : files) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "classpath:routes/" + file));
        }
        context.start();
    }

    CamelContext camel() {
        return context;
    }

    <T> T ask(String endpoint, Object body, Class<T> answer) {
        try (var template = context.createProducerTemplate()) {
            return template.requestBody(endpoint, body, answer);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
