package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.call.CallWatcher;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes over the component, with real peers on loopback. */
class SipComponentTest {
    private static final String[] LOOPBACK = {"udp:127.0.0.1:0", "tcp:127.0.0.1:0"};

    private final BlockingQueue<CallEvent> facts = new LinkedBlockingQueue<>();
    private final List<Map<String, Object>> invites = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> refusals = new CopyOnWriteArrayList<>();
    private final AtomicBoolean overloaded = new AtomicBoolean();
    private DefaultCamelContext context;
    private LiveCalls liveCalls;
    private Phone caller;
    private Phone music;

    @BeforeEach
    void open() throws Exception {
        caller = Phone.on("caller", LOOPBACK);
        music = Phone.on("music", LOOPBACK);
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.stop();
        }
        caller.close();
        music.close();
    }

    private void start(SipSettings settings, RouteBuilder routes) throws Exception {
        KeyedNames names = KeyedNames.passing("center");
        SipStack stack = LoopStack.open(settings, names);
        liveCalls = new LiveCalls(
                new LiveCalls.Needs(
                        settings,
                        LegSettings.defaults(),
                        names,
                        stack,
                        LegStore.none(),
                        InstantSource.system(),
                        overloaded::get),
                stack.counters());
        context = new DefaultCamelContext();
        context.getRegistry().bind("lanes", liveCalls);
        context.addComponent(
                "sip",
                new SipComponent(
                        liveCalls, refused -> refusals.add(refused.getMessage().getHeaders()), watcher()));
        context.addRoutes(routes);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:events")
                        .routeId("facts")
                        .process(e -> facts.add(e.getMessage().getBody(CallEvent.class)));
            }
        });
        context.start();
    }

    private void startWith(org.apache.camel.Processor decision, String... then) throws Exception {
        start(SipSettings.on(LOOPBACK).withHeaders(List.of("X-Test")), new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("sip:invite")
                        .routeId("calls")
                        .process(e -> invites.add(Map.copyOf(e.getMessage().getHeaders())))
                        .process(decision)
                        .to(then);
            }
        });
    }

    private String center() {
        String point = liveCalls.listening().get(0);
        return "sip:support@127.0.0.1" + point.substring(point.lastIndexOf(':'));
    }

    /** What who decides about calls is told, with the name of each call's fact. */
    private final List<String> watched = new java.util.concurrent.CopyOnWriteArrayList<>();

    private CallWatcher watcher() {
        return new CallWatcher() {
            @Override
            public void arriving(CallId call) {
                watched.add("arriving");
            }

            @Override
            public void decided(CallId call) {
                watched.add("decided");
            }

            @Override
            public void facts(List<CallEvent> events) {
                events.forEach(event -> watched.add(event.getClass().getSimpleName()));
            }
        };
    }

    private PlainRequest call() {
        PlainRequest invite = caller.invite(center(), PlainBody.sdp(Phone.SDP));
        caller.send(invite);
        return invite;
    }

    private static void connect(Exchange exchange, String uri) {
        CallId call = new CallId(exchange.getMessage().getHeader("CcCallId", String.class));
        exchange.getMessage()
                .setBody(new CallOrder.Connect(
                        call,
                        new LegId("leg-1"),
                        CallOrder.Purpose.ANNOUNCEMENT,
                        new CallOrder.Target(uri, Optional.empty()),
                        "Support",
                        List.of(),
                        Optional.empty()));
    }

    private <T extends CallEvent> T fact(Class<T> type) throws InterruptedException {
        CallEvent next = facts.poll(5, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(type);
        return type.cast(next);
    }

    @Test
    void aRouteSendsACallOn() throws Exception {
        startWith(
                e -> {
                    e.getMessage().setHeader("SipStatus", 302);
                    e.getMessage().setHeader("SipRedirect", "sip:support@192.0.2.7:5062");
                },
                "sip:refuse");
        call();
        assertThat(caller.answer(302).contacts()).containsExactly("sip:support@192.0.2.7:5062");
    }

    @Test
    void whereACallIsSentOnMustBeKnown() throws Exception {
        startWith(
                e -> {
                    e.getMessage().setHeader("SipStatus", 302);
                    e.getMessage().setHeader("SipRedirect", "192.0.2.7\r\nX: y");
                },
                "sip:refuse");
        call();
        caller.answer(500);
    }

    @Test
    void aNewCallIsAnExchangeWithItsFactsAndIsRefusedAsTheRouteSays() throws Exception {
        startWith(
                e -> {
                    e.getMessage().setHeader("SipStatus", 480);
                    e.getMessage().setHeader("SipReason", "Nobody there");
                    e.getMessage().setHeader("SipHeader.Warning", "399 callcenter \"No agents logged in\"");
                    e.getMessage().setHeader("SipHeader.Retry-After", 5);
                },
                "sip:refuse");
        PlainRequest invite = call();
        PlainResponse refusal = caller.answer(480);
        assertThat(refusal.reason()).isEqualTo("Nobody there");
        assertThat(refusal.headers().first("Warning")).contains("399 callcenter \"No agents logged in\"");
        assertThat(refusal.headers().first("Retry-After")).contains("5");
        assertThat(refusal.headers().first("X-Test"))
                .as("what came in is not sent back")
                .isEmpty();
        assertThat(invites.get(0))
                .containsEntry("SipCallId", invite.callId())
                .containsEntry("SipFromUser", "ann")
                .containsEntry("SipFromDisplay", "Ann \"A\" Bell")
                .containsEntry("SipFromUri", "sip:ann@127.0.0.1")
                .containsEntry("SipToUri", center())
                .containsEntry("SipRequestUri", center())
                .containsEntry("SipRequestUser", "support")
                .containsEntry("SipSourceAddress", "127.0.0.1")
                .containsEntry("SipTransport", "udp")
                .containsEntry("SipHeader.X-Test", "yes")
                .containsKey("CcCallId");
        assertThat(fact(CallEvent.CallEnded.class).cause()).isEqualTo(CallEvent.Cause.REFUSED);
    }

    @Test
    void aCallIsConnectedAndEndedAndItsFactsComeInOrder() throws Exception {
        startWith(e -> connect(e, music.uri("udp")), "sip:connect");
        PlainRequest invite = call();
        PlainEvent.RequestIn ringing = music.next(PlainEvent.RequestIn.class);
        assertThat(ringing.request().from().display()).isEqualTo("Support");
        music.respond(ringing, 180);
        caller.answer(180);
        music.respond(ringing, 200);
        PlainResponse ok = caller.answer(200);
        assertThat(ok.body().text()).contains("m=audio 4000");
        caller.ack(invite, ok);
        assertThat(music.next(PlainEvent.RequestIn.class).request().method()).isEqualTo("ACK");

        caller.send(caller.inDialog("BYE", invite, ok, 2));
        caller.answer(200);
        PlainEvent.RequestIn bye = music.next(PlainEvent.RequestIn.class);
        assertThat(bye.request().method()).isEqualTo("BYE");
        music.respond(bye, 200);
        assertThat(fact(CallEvent.Progress.class).code()).isEqualTo(180);
        fact(CallEvent.Answered.class);
        fact(CallEvent.Connected.class);
        fact(CallEvent.CallerGone.class);
        fact(CallEvent.LegEnded.class);
        fact(CallEvent.CallEnded.class);
    }

    @Test
    void ordersAreReadFromHeadersAndNamesAreResolved() throws Exception {
        startWith(
                e -> {
                    e.getMessage().setHeader("SipLeg", "leg-1");
                    e.getMessage().setHeader("SipPurpose", "agent");
                    e.getMessage().setHeader("SipDestination", "sip:bob@localhost:" + music.port());
                    e.getMessage().setHeader("SipHeader.X-CC-Flow", "support");
                },
                "sip:connect");
        call();
        PlainEvent.RequestIn ringing = music.next(PlainEvent.RequestIn.class);
        assertThat(ringing.request().headers().first("X-CC-Flow")).contains("support");
        assertThat(ringing.request().headers().first("X-Test")).isEmpty();
        String call = (String) invites.get(0).get("CcCallId");
        context.createProducerTemplate()
                .sendBodyAndHeaders("sip:drop", null, Map.of("CcCallId", call, "SipLeg", "leg-1"));
        fact(CallEvent.Dropped.class);
        context.createProducerTemplate().sendBodyAndHeader("sip:end", null, "CcCallId", call);
        assertThat(caller.next(PlainEvent.ResponseIn.class).response().code()).isEqualTo(100);
        assertThat(caller.next(PlainEvent.ResponseIn.class).response().code()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void whatARouteSaysIsMadeSendable_F1() throws Exception {
        startWith(
                e -> {
                    e.getMessage().setHeader("SipStatus", 480);
                    e.getMessage().setHeader("SipReason", "Nobody\r\nVia: there\u0001");
                    e.getMessage().setHeader("SipHeader.Warning", "399 x \"a\r\n b\u0085\"");
                },
                "sip:refuse");
        call();
        PlainResponse refusal = caller.answer(480);
        assertThat(refusal.reason()).isEqualTo("Nobody Via: there");
        assertThat(refusal.headers().first("Warning")).contains("399 x \"a  b \"");
    }

    @Test
    void aNameThatIsNoneIsAWrongOrder() throws Exception {
        startWith(
                e -> {
                    e.getMessage().setHeader("SipStatus", 480);
                    e.getMessage().setHeader("SipHeader.X Y: z", "1");
                },
                "sip:refuse");
        call();
        assertThat(caller.answer(500).code()).isEqualTo(500);
    }

    @Test
    void whatRoutesSeeOfACallerHasNoControlCharacters_M2() throws Exception {
        startWith(e -> e.getMessage().setHeader("SipStatus", 480), "sip:refuse");
        PlainRequest i = caller.invite(center(), PlainBody.sdp(Phone.SDP));
        caller.send(PlainRequest.of(
                        i.method(),
                        i.uri(),
                        i.callId(),
                        new PlainAddress(
                                "Ann", "sip:a%0d%0aX%3a1%00%c2%85@h", i.from().tag()),
                        i.to(),
                        1,
                        i.branch())
                .withContact(i.contact())
                .with(i.body()));
        caller.answer(480);
        assertThat(invites.get(0)).containsEntry("SipFromUser", "a X:1");
        assertThat(invites.get(0)).containsEntry("SipFromUri", "sip:a%0d%0aX%3a1%00%c2%85@h");
    }

    @Test
    void aTargetThatCannotBeResolvedIsARefusedLeg() throws Exception {
        startWith(e -> connect(e, "sip:bob@no.such.name.invalid:5060"), "sip:connect");
        call();
        CallEvent.Refused refused = (CallEvent.Refused) facts.poll(20, TimeUnit.SECONDS);
        assertThat(refused.code()).isEqualTo(CallEvent.Refused.NOT_REACHED);
    }

    @Test
    void aRouteThatRefusesACallIsShownToTheLog_K3() throws Exception {
        startWith(e -> e.getMessage().setHeader("SipStatus", 486), "sip:refuse");
        PlainRequest plain = caller.invite(center(), PlainBody.sdp(Phone.SDP));
        caller.send(plain.with(plain.headers().with("Privacy", "id").with("Privacy", "critical")));
        caller.answer(486);

        await().until(() -> !refusals.isEmpty());
        assertThat(refusals)
                .singleElement()
                .satisfies(headers -> assertThat(headers)
                        .containsEntry("SipSourceAddress", "127.0.0.1")
                        .containsEntry("SipPrivacy", "id,critical"));
    }

    @Test
    void aFailingRouteRefusesTheCallWith500() throws Exception {
        startWith(e -> {
            throw new IllegalStateException("a route that breaks");
        });
        call();
        assertThat(caller.answer(500).code()).isEqualTo(500);
    }

    @Test
    void aWrongOrderFailsItsRoute() throws Exception {
        startWith(e -> e.getMessage().setHeader("SipStatus", 200), "sip:refuse");
        call();
        assertThat(caller.answer(500).code()).isEqualTo(500);
    }

    @Test
    void aCallerWhoCancelsWhileTheRouteDecidesIsLetGoAtOnce() throws Exception {
        CountDownLatch decide = new CountDownLatch(1);
        startWith(e -> {}, "direct:slow");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow").threads(1).process(e -> decide.await(5, TimeUnit.SECONDS));
            }
        });
        PlainRequest invite = call();
        caller.answer(100);
        await().until(() -> !invites.isEmpty());
        Plain.carryOut(caller.stack, new PlainOrder.Cancel(invite, caller.hop(invite.uri()), ""));
        assertThat(caller.answer(487).code()).isEqualTo(487);
        assertThat(fact(CallEvent.CallerGone.class).how()).isEqualTo(CallEvent.How.CANCEL);
        fact(CallEvent.CallEnded.class);
        assertThat(watched).containsExactly("arriving", "CallerGone", "CallEnded");
        decide.countDown();
        await().untilAsserted(() -> assertThat(watched).endsWith("decided"));
    }

    @Test
    void aRouteThatIsBeingSwappedLosesNoCall() throws Exception {
        startWith(e -> e.getMessage().setHeader("SipStatus", 486), "sip:refuse");
        context.getRouteController().stopRoute("calls");
        call();
        caller.answer(100);
        context.getRouteController().startRoute("calls");
        assertThat(caller.answer(486).code()).isEqualTo(486);
    }

    @Test
    void callsAreRefusedWithoutARoute() throws Exception {
        startWith(e -> {});
        context.getRouteController().stopRoute("calls");
        call();
        PlainResponse refusal = caller.answer(503);
        assertThat(refusal.headers().first("Retry-After")).isPresent();
    }

    @Test
    void overloadShedsNewCallsAndOptionsButNothingElse() throws Exception {
        startWith(e -> connect(e, music.uri("udp")), "sip:connect");
        PlainRequest invite = call();
        PlainEvent.RequestIn in = music.next(PlainEvent.RequestIn.class);
        music.respond(in, 200);
        PlainResponse ok = caller.answer(200);
        caller.ack(invite, ok);
        overloaded.set(true);
        call();
        assertThat(caller.answer(503).headers().first("Retry-After")).isPresent();
        caller.send(options());
        caller.answer(503);
        caller.send(caller.inDialog("BYE", invite, ok, 2));
        caller.answer(200);
        overloaded.set(false);
        caller.send(options());
        PlainResponse alive = caller.answer(200);
        assertThat(alive.headers().lists("Allow", "INVITE")).isTrue();
        assertThat(alive.headers().first("Accept")).contains("application/sdp");
        liveCalls.stopAccepting();
        call();
        caller.answer(503);
        assertThat(liveCalls.counters().shed.sum())
                .as("a repeated INVITE counts anew")
                .isGreaterThanOrEqualTo(3);
    }

    private PlainRequest options() {
        PlainRequest i = caller.invite(center(), PlainBody.NONE);
        return PlainRequest.of("OPTIONS", i.uri(), i.callId(), i.from(), i.to(), 1, i.branch());
    }

    @Test
    void aStrangeMethodAnUnknownDialogAndAMergedInviteAreAnsweredWithoutARoute() throws Exception {
        startWith(e -> {});
        PlainRequest i = caller.invite(center(), PlainBody.sdp(Phone.SDP));
        caller.send(PlainRequest.of("REGISTER", i.uri(), i.callId(), i.from(), i.to(), 1, i.branch()));
        assertThat(caller.answer(405).headers().lists("Allow", "BYE")).isTrue();

        caller.send(PlainRequest.of(
                "BYE", i.uri(), i.callId(), i.from(), i.to().withTag("nobody-knows-me"), 2, caller.names.branch()));
        caller.answer(481);

        PlainRequest first = call();
        caller.answer(100);
        await().until(() -> !invites.isEmpty());
        PlainRequest merged = PlainRequest.of(
                        "INVITE", first.uri(), first.callId(), first.from(), first.to(), 1, caller.names.branch())
                .withContact(first.contact())
                .with(first.body());
        caller.send(merged);
        caller.answer(482);
        assertThat(invites).hasSize(1);
    }

    @Test
    void callsFromStrangersAreRefused() throws Exception {
        start(SipSettings.on(LOOPBACK).withTrusted(List.of("10.0.0.0/8", "192.0.2.7")), new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:invite").to("log:calls");
            }
        });
        call();
        caller.answer(403);
        assertThat(liveCalls.counters().untrusted.sum()).isEqualTo(1);
    }

    @Test
    void factsOfManyCallsAtOnceStayInOrderForEachCall() throws Exception {
        startWith(e -> connect(e, music.uri("udp")), "sip:connect");
        int calls = 100;
        for (int i = 0; i < calls; i++) {
            call();
        }
        for (int i = 0; i < calls; i++) {
            PlainEvent.RequestIn in = music.next(PlainEvent.RequestIn.class);
            music.respond(in, 180);
            music.respond(in, 183);
            music.respond(in, 486);
        }
        await().atMost(java.time.Duration.ofSeconds(20))
                .until(() -> facts.stream()
                                .filter(CallEvent.Refused.class::isInstance)
                                .count()
                        == calls);
        // A provisional answer may be repeated by its sender, so there can be more than three.
        Map<CallId, List<CallEvent>> byCall = facts.stream().collect(Collectors.groupingBy(CallEvent::call));
        assertThat(byCall)
                .hasSize(calls)
                .allSatisfy((call, events) -> assertThat(
                                events.stream().map(CallEvent::seq).toList())
                        .isSorted()
                        .hasSizeGreaterThanOrEqualTo(3)
                        .doesNotHaveDuplicates());
        assertThat(liveCalls.calls()).isEqualTo(calls);
        assertThat(liveCalls.depth()).isZero();
    }

    @Test
    void anUnknownOperationIsToldAtOnce() {
        assertThatThrownBy(() -> startWith(e -> {}, "sip:transfer"))
                .hasStackTraceContaining(
                        "sip:transfer: expected one of [connect, drop, end, events, invite, probe, refuse]");
    }
}
