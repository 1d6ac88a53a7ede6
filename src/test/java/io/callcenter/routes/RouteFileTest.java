package io.callcenter.routes;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;

/**
 * One of the program's files of routes in a context of its own. A test puts mocks in the place of the nodes that leave the file, gives the
 * beans that it names, and starts the context then.
 */
abstract class RouteFileTest extends CamelMainTestSupport {
    private final String file;

    RouteFileTest(String file) {
        this.file = file;
    }

    @Override
    public void configureTest(TestExecutionConfiguration test) {
        super.configureTest(test);
        test.withUseAdviceWith(true);
    }

    @Override
    protected void configure(MainConfigurationProperties main) {
        main.setRoutesIncludePattern("classpath:routes/errors.yaml,classpath:routes/" + file);
    }

    /** None: the program's own would bring all of its routes. */
    @Override
    protected String getPropertyPlaceholderLocations() {
        return "classpath:none.properties;optional=true";
    }

    @Override
    protected void bindToRegistry(Registry registry) throws Exception {
        registry.bind("effectFailures", (Processor) exchange -> {});
    }

    /** A mock in the place of that node of that route. */
    MockEndpoint mockNode(String route, String node) throws Exception {
        AdviceWith.adviceWith(
                context, route, advice -> advice.weaveById(node).replace().to("mock:" + node));
        return getMockEndpoint("mock:" + node);
    }

    /** A mock in the place of that endpoint of another file, wherever the route sends to it. */
    MockEndpoint mockEndpoint(String route, String uri) throws Exception {
        AdviceWith.adviceWith(context, route, advice -> advice.mockEndpointsAndSkip(uri));
        return getMockEndpoint("mock:" + uri);
    }

    /** The route is entered by {@code direct:in}, not by what its file says. */
    void enterByDirect(String route) throws Exception {
        AdviceWith.adviceWith(context, route, advice -> advice.replaceFromWith("direct:in"));
    }

    /** Starts the context, and that route where its file leaves that to the program. */
    void start(String... routes) throws Exception {
        context.start();
        for (String route : routes) {
            context.getRouteController().startRoute(route);
        }
    }

    /** What comes out when this goes in. */
    Exchange ask(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** Fails as a step behind the route does. */
    static Processor failing() {
        return exchange -> {
            throw new IllegalStateException("broken on purpose");
        };
    }
}
