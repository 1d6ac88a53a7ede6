package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Effect;
import io.callcenter.core.Outcome;
import io.callcenter.core.PassedFields;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route has a word in transfers. */
class TransferHookTest {
    private static final CallId CALL = new CallId("c1");
    private static final TransferTarget TO_F = new TransferTarget(TransferTarget.Kind.ANY, "F", "sip:F@h", "", 404);

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Lane lane =
            new Lane(new ContactCenter(Policy.defaults()), InstantSource.system(), outcomes::add, 1000);
    private final LaneRequests requests = new LaneRequests(lane, "test-routes", 2, 10);
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Hooks hooks = new Hooks(InstantSource.system());
    private final CenterAccess center = new CenterAccess(new ContactCenter(Policy.defaults()).board(), requests);
    private final TransferHook hook =
            new TransferHook(context, hooks, pool, TransferTargets.INSIDE, List.of("User-to-User", "X-Case"), 400);

    @BeforeEach
    void annTalks() throws Exception {
        context.getManagementStrategy().addEventNotifier(hooks);
        context.start();
        Provisioning rows = Calls.rows("sip:ann@h", "");
        Asked.of(lane, new Signal.Reload(rows)).get(10, TimeUnit.SECONDS);
        Asked.of(lane, Calls.arrival("c1")).get(10, TimeUnit.SECONDS);
        Asked.of(lane, new Signal.LegConnected(CALL, new LegId("c1-1"), Instant.now()))
                .get(10, TimeUnit.SECONDS);
        outcomes.clear();
    }

    @AfterEach
    void stop() {
        never.countDown();
        requests.close();
        lane.close();
        pool.shutdownNow();
        context.stop();
    }

    private void route(org.apache.camel.Processor owner) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hook-transfer").process(owner);
            }
        });
        assertThat(hook.isThere()).isTrue();
    }

    private Signal.Referred refer(TransferTarget target) throws Exception {
        return refer(target, "");
    }

    private Signal.Referred refer(TransferTarget target, String replaces) throws Exception {
        return refer(CALL, target, replaces);
    }

    private Signal.Referred refer(CallId call, TransferTarget target, String replaces) throws Exception {
        CompletableFuture<Signal> then = new CompletableFuture<>();
        hook.refer(
                new Signal.Referred(
                        call,
                        new LegId(call + "-1"),
                        target,
                        replaces,
                        "<sip:ann@h>",
                        new PassedFields(List.of(new PassedFields.Passed("User-to-User", "1"))),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.now()),
                center,
                then::complete);
        return (Signal.Referred) then.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theRouteLearnsWhoWantsWhatAndMayChangeIt() throws Exception {
        CompletableFuture<java.util.Map<String, Object>> seen = new CompletableFuture<>();
        route(exchange -> {
            seen.complete(java.util.Map.copyOf(exchange.getMessage().getHeaders()));
            exchange.getMessage().setHeader("CcTarget", "night");
            exchange.getMessage().setHeader("CcPlace", "head");
            exchange.getMessage().setHeader("SipHeader.X-Case", "7");
        });
        Signal.Referred asked = refer(TO_F.comingBack(30));

        assertThat(seen.get(1, TimeUnit.SECONDS))
                .containsEntry("CcCallId", "c1")
                .containsEntry("CcFlow", "F")
                .containsEntry("CcAgent", "ann")
                .containsEntry("CcKind", "blind")
                .containsEntry("CcTarget", "F")
                .containsEntry("CcTargetKind", "flow")
                .containsEntry("SipReferTo", "sip:F@h")
                .containsEntry("SipReferredBy", "<sip:ann@h>")
                .containsEntry("SipHeader.User-to-User", "1");
        assertThat(asked.target()).isEqualTo(new TransferTarget(TransferTarget.Kind.FLOW, "night", "", "", 404, 30));
        assertThat(asked.hook()).contains(new Signal.HookWord(0, Optional.of(TransferPolicy.Entry.HEAD), true));
        assertThat(asked.passed().byName())
                .containsEntry("User-to-User", List.of("1"))
                .containsEntry("X-Case", List.of("7"));
    }

    @Test
    void anAnnouncementThatRefersItsCallerHasAKindOfItsOwn() throws Exception {
        CallId waiting = new CallId("c2");
        Asked.of(lane, Calls.arrival("c2")).get(10, TimeUnit.SECONDS);
        Asked.of(lane, new Signal.LegConnected(waiting, new LegId("c2-1"), Instant.now()))
                .get(10, TimeUnit.SECONDS);
        CompletableFuture<java.util.Map<String, Object>> seen = new CompletableFuture<>();
        route(exchange ->
                seen.complete(java.util.Map.copyOf(exchange.getMessage().getHeaders())));
        assertThat(refer(waiting, TO_F, "").hook()).contains(new Signal.HookWord(0, Optional.empty()));
        assertThat(seen.get(1, TimeUnit.SECONDS))
                .containsEntry("CcKind", "announcement")
                .containsEntry("CcTarget", "F")
                .doesNotContainKey("CcAgent");
    }

    @Test
    void aTransferAfterATalkIsSaidToBeAttendedAndGoesElsewhereWithoutThatTalk() throws Exception {
        CompletableFuture<Object> kind = new CompletableFuture<>();
        route(exchange -> {
            kind.complete(exchange.getMessage().getHeader("CcKind"));
            if (exchange.getMessage().getHeader("SipReferTo").equals("other")) {
                exchange.getMessage().setHeader("CcTarget", "night");
            }
        });
        assertThat(refer(TO_F, "1@x").replaces()).isEqualTo("1@x");
        assertThat(kind.get(1, TimeUnit.SECONDS)).isEqualTo("attended");
        TransferTarget other = new TransferTarget(TransferTarget.Kind.ANY, "F", "other", "", 404);
        assertThat(refer(other, "1@x").replaces()).isEmpty();
    }

    @Test
    void aPoolThatIsFullRefusesWith500() throws Exception {
        route(exchange -> {});
        pool.shutdownNow();
        assertThat(refer(TO_F).hook().map(Signal.HookWord::refusal)).contains(500);
        Reply reply = center.asking(hook)
                .request(new Signal.Transfer(CALL, TO_F, Optional.empty()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(reply).isEqualTo(new Reply.Refused(500, "Refused by a route"));
    }

    @Test
    void aRouteThatChangesNothingLeavesAllAsItWas() throws Exception {
        route(exchange -> {});
        assertThat(refer(TO_F).target()).isEqualTo(TO_F);
    }

    @Test
    void aRefusalHasTheCodeOfTheRoute() throws Exception {
        route(exchange -> exchange.getMessage().setHeader("CcRefuse", 603));
        assertThat(refer(TO_F).hook().map(Signal.HookWord::refusal)).contains(603);
        Reply reply = center.asking(hook)
                .request(new Signal.Transfer(CALL, TO_F, Optional.empty()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(reply).isEqualTo(new Reply.Refused(603, "Refused by a route"));
        assertThat(outcomes).allMatch(outcome -> outcome.effects().isEmpty());
    }

    @Test
    void aRouteThatFailsOrSaysNonsenseOrHangsRefusesWith500() throws Exception {
        route(exchange -> {
            if (exchange.getMessage().getHeader("CcTarget").equals("ann")) {
                throw new IllegalStateException("no answer");
            }
            switch (exchange.getMessage().getHeader("SipReferTo", String.class)) {
                case "place" -> exchange.getMessage().setHeader("CcPlace", "middle");
                case "code" -> exchange.getMessage().setHeader("CcRefuse", 200);
                case "kind" -> exchange.getMessage().setHeader("CcTargetKind", "trunk");
                case "throw" -> throw new IllegalStateException("broken");
                default -> await(exchange);
            }
        });
        for (String case_ : List.of("place", "code", "kind", "throw", "hang")) {
            TransferTarget target = new TransferTarget(TransferTarget.Kind.ANY, "F", case_, "", 404);
            assertThat(refer(target).hook().map(Signal.HookWord::refusal))
                    .as(case_)
                    .contains(500);
        }
    }

    private void await(Exchange exchange) throws InterruptedException {
        assertThat(never.await(30, TimeUnit.SECONDS)).isTrue();
        exchange.getMessage().setHeader("late", true);
    }

    @Test
    void theRouteIsNotAskedAboutWhatTheCenterRefuses() throws Exception {
        route(exchange -> exchange.getMessage().setHeader("CcRefuse", 603));
        Signal.Referred asked = refer(new TransferTarget(TransferTarget.Kind.ANY, "nobody", "sip:nobody@h", "", 404));
        assertThat(asked.hook()).isEmpty();
    }

    @Test
    void aCommandGoesWhereTheRouteSays() throws Exception {
        route(exchange -> exchange.getMessage().setHeader("CcPlace", "end"));
        Reply reply = center.asking(hook)
                .request(new Signal.Transfer(CALL, TO_F, Optional.empty()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(reply).isEqualTo(new Reply.Done());
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(outcomes)
                        .anyMatch(outcome -> outcome.effects().stream().anyMatch(Effect.Connect.class::isInstance)));
    }

    @Test
    void withoutAnOwnerNobodyIsAsked() throws Exception {
        assertThat(hook.isThere()).isFalse();
        Reply reply = center.asking(hook)
                .request(new Signal.Transfer(CALL, TO_F, Optional.empty()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(reply).isEqualTo(new Reply.Done());
    }
}
