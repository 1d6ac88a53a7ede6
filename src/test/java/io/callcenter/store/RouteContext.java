package io.callcenter.store;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A running context with some of our route files and the beans that they name. */
final class RouteContext implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();

    RouteContext(Map<String, Object> beans, String... files) throws Exception {
        beans.forEach(context.getRegistry()::bind);
        context.getRegistry()
                .bind("effectFailures", (Processor) exchange -> {}); // named by a configuration that no route here uses
        load("errors.yaml");
        for (String file : files) {
            load(file);
        }
        context.start();
    }

    private void load(String file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "classpath:routes/" + file));
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
