package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs send to the routes of an integrator runs no code there, steers no step, and gets no password. */
class OutsideMessagesTest extends ApplicationTestSupport {
    private static final AtomicInteger READ = new AtomicInteger();

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private HttpServer other;

    /** An object that notices when somebody makes it from bytes. */
    private static final class Noticing implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            READ.incrementAndGet();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        other = server("other", -1);
        server = server("server", other.getAddress().getPort());
        context.addRoutes(routes());
    }

    @AfterEach
    void stopServing() {
        server.stop(0);
        other.stop(0);
    }

    /** A web server that notes who is asked, and sends the caller on to another one where there is a port for it. */
    private HttpServer server(String name, int onwards) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.createContext("/", request -> {
            asked.add(name + " " + request.getRequestHeaders().containsKey("Authorization"));
            boolean away = request.getRequestURI().getPath().equals("/away");
            if (away) {
                request.getResponseHeaders().add("Location", "http://127.0.0.1:" + onwards + "/caught");
            }
            request.sendResponseHeaders(away ? 302 : 204, -1);
            request.close();
        });
        made.start();
        return made;
    }

    private RoutesBuilder routes() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:orders")
                        .routeId("own-orders")
                        .convertBodyTo(String.class)
                        .to("mock:orders");
                from("jms:queue:posts").routeId("own-posts").to(url + "/").to("mock:posted");
                from("direct:own-away")
                        .routeId("own-away")
                        .to(url + "/away?authMethod=Basic&authUsername=u&authPassword=p&authenticationPreemptive=true");
            }
        };
    }

    /** Sends a text with a property of that name. */
    private void sendWith(String queue, String name, String value) {
        send(queue, jms -> {
            try {
                Message message = jms.createTextMessage("text");
                message.setStringProperty(name, value);
                return message;
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void send(String queue, Function<JMSContext, Message> message) {
        ConnectionFactory factory = context.getComponent("jms", JmsComponent.class)
                .getConfiguration()
                .getConnectionFactory();
        try (JMSContext jms = factory.createContext()) {
            jms.createProducer().send(jms.createQueue(queue), message.apply(jms));
        }
    }

    @Test
    void anObjectInAMessageIsNotMadeFromItsBytes_H6() {
        int before = READ.get();
        send("objects", jms -> jms.createObjectMessage(new Noticing()));

        Exchange exchange = consumer.receive("jms:queue:objects", 20_000);

        assertThatThrownBy(() -> exchange.getMessage().getBody()).isInstanceOf(RuntimeCamelException.class);
        assertThat(READ).hasValue(before);
    }

    @Test
    void anObjectDoesNotHoldUpTheMessagesBehindIt_H6() throws Exception {
        MockEndpoint orders = getMockEndpoint("mock:orders");
        orders.setResultWaitTime(60_000);
        orders.expectedBodiesReceived("text");

        send("orders", jms -> jms.createObjectMessage(new Noticing()));
        send("orders", jms -> jms.createTextMessage("text"));

        orders.assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpUri", "CAmelHttpUri", "camelhttpuri", "CAMELHTTPURI"})
    void aPropertyOfAMessageDoesNotSteerAnHttpStep_H6(String name) throws Exception {
        MockEndpoint posted = getMockEndpoint("mock:posted");
        posted.expectedMessageCount(1);

        sendWith("posts", name, "http://127.0.0.1:" + other.getAddress().getPort() + "/caught");

        posted.assertIsSatisfied();
        assertThat(asked).containsExactly("server false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CamelSqlQuery", "cAMELSqlQuery", "CamelFileName", "camelfilename", "CamelJmsDestinationName"})
    void aPropertyOfAMessageDoesNotBecomeAHeaderOfCamel_H6(String name) throws Exception {
        MockEndpoint orders = getMockEndpoint("mock:orders");
        orders.expectedMessageCount(1);

        sendWith("orders", name, "planted");

        orders.assertIsSatisfied();
        assertThat(orders.getReceivedExchanges()
                        .get(0)
                        .getMessage()
                        .getHeaders()
                        .values())
                .doesNotContain("planted");
    }

    @Test
    void aRedirectGetsNoPassword_H6() {
        Exchange exchange =
                template.request("direct:own-away", e -> e.getMessage().setBody("text"));

        assertThat(exchange.getException(HttpOperationFailedException.class).getStatusCode())
                .isEqualTo(302);
        assertThat(List.copyOf(asked)).containsExactly("server true");
    }
}
