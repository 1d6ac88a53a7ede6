package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.app.Hooks;
import io.callcenter.web.ShownColumns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route is asked for columns again and again; what it cannot answer costs nothing but the news. */
class BoardColumnsTest {
    private static final String ANSWER = "{\"flows\":{\"sales\":{\"target\":\"80/20\",\"open\":7}},\"agents\":{}}";

    private final AtomicReference<String> answer = new AtomicReference<>(ANSWER);
    private final CountDownLatch held = new CountDownLatch(1);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Hooks hooks = new Hooks(InstantSource.system());
    private final BoardColumns columns = new BoardColumns(context, hooks, Duration.ofMillis(50));

    @BeforeEach
    void start() throws Exception {
        context.getManagementStrategy().addEventNotifier(hooks);
        hooks.start();
        context.start();
        columns.start();
    }

    @AfterEach
    void stop() {
        held.countDown();
        columns.close();
        context.stop();
    }

    private void own() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hook-board-columns").routeId("columns").process(exchange -> {
                    if (answer.get().equals("wait")) {
                        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
                        exchange.getMessage().setBody("{}");
                    } else {
                        exchange.getMessage().setBody(answer.get());
                    }
                });
            }
        });
    }

    private String target() {
        return columns.last().flows().getOrDefault("sales", java.util.Map.of()).getOrDefault("target", "");
    }

    @Test
    void theAnswerIsTakenOverAndABrokenOneIsNot() throws Exception {
        assertThat(columns.last()).isEqualTo(ShownColumns.NONE);
        own();
        await().until(() -> target().equals("80/20"));
        assertThat(columns.last().flows().get("sales")).containsEntry("open", "7");
        for (String broken : new String[] {"no JSON", "[]", ""}) {
            answer.set(broken);
            await().during(200, TimeUnit.MILLISECONDS).until(() -> target().equals("80/20"));
        }
        answer.set(ANSWER.replace("80/20", "90/10"));
        await().until(() -> target().equals("90/10"));
    }

    @Test
    void aSlowRouteKeepsTheLastAnswerAndIsAskedAgainWhenItIsDone() throws Exception {
        own();
        await().until(() -> target().equals("80/20"));
        answer.set("wait");
        await().during(300, TimeUnit.MILLISECONDS).until(() -> target().equals("80/20"));
        answer.set(ANSWER.replace("80/20", "70/30"));
        held.countDown();
        await().until(() -> target().equals("70/30"));
    }

    @Test
    void withoutARouteNothingIsShown() throws Exception {
        own();
        await().until(() -> target().equals("80/20"));
        context.getRouteController().stopRoute("columns");
        assertThat(context.removeRoute("columns")).isTrue();
        await().until(() -> columns.last().equals(ShownColumns.NONE));
    }
}
