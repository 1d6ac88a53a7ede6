package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallOrder;
import io.callcenter.core.Effect;
import io.callcenter.core.Outcome;
import io.callcenter.core.Policy;
import io.callcenter.core.Reply;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which effects are carried out, and by which threads. */
class EffectsTest {
    private static final CallId CALL = new CallId("c1");
    private static final LegId LEG = new LegId("c1-1");
    private static final Effect DROP = new Effect.Drop(CALL, LEG);
    private static final Effect FORGET = new Effect.ForgetCall(CALL);
    private static final Effect WRAP_UP = new Effect.SaveWrapUp(new AgentId("ann"), Instant.EPOCH);
    private static final Effect SAMPLE = new Effect.Sample(Effect.Measure.WAITING, new FlowId("F"), Duration.ZERO);
    private static final Effect END = new Effect.End(CALL, "over");

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final EffectRoutes routes = new EffectRoutes(context, "call_center");
    private final Effects effects = new Effects(4, routes);
    private final Lane lane = new Lane(new ContactCenter(Policy.defaults()), InstantSource.system(), outcome -> {}, 10);
    private final EffectFailures failures = new EffectFailures(lane, InstantSource.system(), this::record);

    @BeforeEach
    void start() {
        context.getRegistry().bind("effectFailures", failures);
        context.getManagementStrategy().addEventNotifier(routes);
        context.start();
        effects.begin(
                new EffectSinks(
                        this::order,
                        this::record,
                        sample -> note("sample"),
                        line -> note("line"),
                        line -> note("line"),
                        probe -> note("probe"),
                        watch -> note("watch")),
                failures);
    }

    @AfterEach
    void stop() throws Exception {
        effects.close();
        context.close();
        lane.close();
    }

    private void note(String what) {
        done.add(what + " on " + (Thread.currentThread().getName().startsWith("cc-effects") ? "effects" : "lane"));
    }

    private void order(CallOrder order) {
        note(order.getClass().getSimpleName());
    }

    private void record(Effect effect) {
        note(effect.getClass().getSimpleName());
    }

    private static Outcome outcome(Effect... effects) {
        return new Outcome(new Reply.Done(), List.of(effects));
    }

    @Test
    void ordersAndRecordsOfCallsGoOutOnTheLaneAndTheRestInOrderAMomentLater() {
        effects.accept(outcome(DROP, FORGET, WRAP_UP, SAMPLE));

        assertThat(done).startsWith("Drop on lane", "ForgetCall on lane");
        await().untilAsserted(() -> assertThat(done)
                .containsExactly("Drop on lane", "ForgetCall on lane", "SaveWrapUp on effects", "sample on effects"));
    }

    @Test
    void aSinkThatFailsIsCountedAndStopsNoOther() {
        effects.begin(
                new EffectSinks(
                        order -> {
                            throw new IllegalStateException("broken on purpose");
                        },
                        this::record,
                        sample -> {},
                        line -> {},
                        line -> {},
                        probe -> {},
                        watch -> {}),
                failures);

        effects.accept(outcome(DROP, WRAP_UP));

        await().untilAsserted(() -> assertThat(done).containsExactly("SaveWrapUp on effects"));
        assertThat(failures.count()).isEqualTo(1);
    }

    @Test
    void closingCarriesOutWhatWaits() {
        IntStream.range(0, 1_000).forEach(i -> effects.accept(outcome(SAMPLE)));

        effects.close();

        assertThat(done).hasSize(1_000);
    }

    @Test
    void fromTheFirstRouteOnTheEffectsOfACallKeepTheirOrderBehindASlowRoute() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:effect-forget-call").process(exchange -> {
                    slow.await();
                    note("route");
                });
            }
        });

        effects.accept(outcome(FORGET, END));
        effects.accept(outcome(DROP));
        slow.countDown();

        await().untilAsserted(() ->
                assertThat(done).containsExactly("route on effects", "End on effects", "Drop on effects"));
    }

    @Test
    void whatWasOrderedBeforeTheFirstRouteIsDoneBeforeWhatComesAfterIt() throws Exception {
        effects.accept(outcome(WRAP_UP));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:effect-drop").process(exchange -> note("route"));
            }
        });

        effects.accept(outcome(DROP));

        await().untilAsserted(() -> assertThat(done).containsExactly("SaveWrapUp on effects", "route on effects"));
    }
}
