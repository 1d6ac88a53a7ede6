package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.Flow;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Outcome;
import io.callcenter.core.PassedFields;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Reply;
import io.callcenter.core.SampleRows;
import io.callcenter.core.Signal;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final CamelContext context = new DefaultCamelContext();
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final Policy policy = SampleRows.WAITING;
    private final ContactCenter center = new ContactCenter(policy);
    private final Lane lane = new Lane(center, InstantSource.system(), outcomes::add, 1000);
    private final LaneRequests requests = new LaneRequests(lane, "test-routes", 2, 3);
    private final Arrivals arrivals = new Arrivals();
    private final CallerFields fields = new CallerFields(List.of("X-Case"));
    private final CallIntake admission = new CallIntake(
            requests,
            arrivals,
            new CallNumbers(Instant.now()),
            fields,
            AdmissionTest::firstTransport,
            List.of("User-to-User", "X-Case"),
            true);

    private static Optional<String> firstTransport(String sdp) {
        return sdp.lines()
                .filter(l -> l.startsWith("m="))
                .map(l -> l.split(" ")[2])
                .findFirst();
    }

    @BeforeEach
    void provision() throws Exception {
        Flow flow = new Flow(
                new FlowId("support"),
                256,
                "tech",
                "",
                Duration.ZERO,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                "",
                "sip:music@127.0.0.1:5099",
                "",
                "");
        Asked.of(lane, new Signal.Reload(new Provisioning(List.of(flow), List.of())))
                .get(10, TimeUnit.SECONDS);
        outcomes.clear();
    }

    @AfterEach
    void stop() {
        requests.close();
        lane.close();
        context.stop();
    }

    private Exchange admit(String flow, String sdp) throws Exception {
        return admit(flow, sdp, false);
    }

    private Exchange admit(String flow, String sdp, boolean isPrivate) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("CcCallId", "c1");
        exchange.getMessage().setHeader("CcFlow", flow);
        exchange.getMessage().setHeader("SipFromUser", "1001");
        exchange.getMessage().setHeader("SipHeader.X-Case", "7-1234");
        exchange.getMessage().setHeader("SipHeader.X-Other", "not asked for");
        exchange.getMessage().setHeader("SipFromUri", "sip:1001@example.org");
        if (isPrivate) {
            exchange.getMessage().setHeader("SipPrivate", true);
        }
        exchange.getMessage().setBody(sdp);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        admission.process(exchange, sync -> done.complete(exchange));
        return done.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anAgentCallsAnotherByTheirName() throws Exception {
        List<Agent> agents = Stream.of("ann", "joe").map(AdmissionTest::agent).toList();
        Asked.of(lane, new Signal.Reload(new Provisioning(List.of(), agents))).get(10, TimeUnit.SECONDS);
        CallingAgents callers = new CallingAgents(center.board(), true);
        for (String from : List.of("sip:ann@phones", "sip:stranger@phones")) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setHeader("CcCallId", from);
            exchange.getMessage().setHeader("CcFlow", "joe");
            exchange.getMessage().setHeader("CcAgent", "joe"); // whatever it was before
            exchange.getMessage().setHeader("SipFromUri", from);
            exchange.getMessage().setBody("v=0\r\nm=audio 4000 RTP/AVP 0\r\n");
            new BeginArrival(arrivals, callers).process(exchange);
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            admission.process(exchange, sync -> done.complete(exchange));
            boolean known = from.contains("ann");
            assertThat(code(done.get(10, TimeUnit.SECONDS))).isEqualTo(known ? 1 : -3);
            assertThat(exchange.getMessage().getHeader("CcAgent")).isEqualTo(known ? "ann" : null);
        }
    }

    private static Agent agent(String id) {
        return new Agent(
                new AgentId(id), "sip:" + id + "@phones", "", 0, List.of(), true, Duration.ZERO, Optional.empty());
    }

    private static int code(Exchange exchange) {
        return exchange.getMessage().getHeader("CcReturnCode", Integer.class);
    }

    @Test
    void aGoodCallIsLetInAndConnected() throws Exception {
        arrivals.begin(new CallId("c1"));
        Exchange exchange = admit("support", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n");
        assertThat(code(exchange)).isEqualTo(1);
        assertThat(outcomes.get(0).effects()).anyMatch(Effect.Connect.class::isInstance);
    }

    @Test
    void theNumberOfACallerWhoStaysUnknownIsForTheRecordOnly() throws Exception {
        arrivals.begin(new CallId("c1"));
        admit("support", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n", true);
        List<Effect> effects = outcomes.get(0).effects();
        assertThat(effects)
                .filteredOn(Effect.SaveCall.class::isInstance)
                .map(effect -> ((Effect.SaveCall) effect).saved().caller())
                .containsExactly(Caller.anonymous(Optional.empty()).tracedAs("1001"));
        assertThat(effects.toString()).doesNotContain("1001");
    }

    @Test
    void whatTheCallerBringsAlongGoesWithTheCall() throws Exception {
        arrivals.begin(new CallId("c1"));
        admit("support", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n");
        assertThat(outcomes.get(0).effects())
                .filteredOn(Effect.SaveCall.class::isInstance)
                .map(effect -> ((Effect.SaveCall) effect)
                        .saved()
                        .segment()
                        .orElseThrow()
                        .passed())
                .containsExactly(new PassedFields(List.of(new PassedFields.Passed("X-Case", "7-1234"))));
    }

    @Test
    void w29_whatAgentsSeeOfACallIsKeptWhereItIsLetInAndOnlyThere() throws Exception {
        CallId call = new CallId("c1");
        arrivals.begin(call);
        admit("nowhere", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n");
        assertThat(fields.of(call)).isEmpty();

        arrivals.begin(call);
        admit("support", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n");
        assertThat(fields.of(call)).isEqualTo(Map.of("X-Case", "7-1234"));
        fields.forget(call);
        assertThat(fields.of(call)).isEmpty();
    }

    @Test
    void c11_anUnknownFlowIsMinusThreeAndAMissingOneMinusOne() throws Exception {
        assertThat(code(admit("nowhere", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n"))).isEqualTo(-3);
        assertThat(code(admit("", "v=0\r\n"))).isEqualTo(-1);
    }

    @Test
    void c15_noSessionDescriptionIsMinusSixAndAStrangeOneMinusSeven() throws Exception {
        assertThat(code(admit("support", ""))).isEqualTo(-6);
        assertThat(code(admit("support", "v=0\r\nm=image 4000 udptl t38\r\n"))).isEqualTo(-7);
    }

    @Test
    void aCallerWhoWentMeanwhileIsNotLetIn() throws Exception {
        arrivals.begin(new CallId("c1"));
        arrivals.gone(new CallId("c1"));
        assertThat(code(admit("support", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n"))).isEqualTo(-5);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void aCallThatFindsTooManyRequestsIsRefusedForOverloadAndMayTryAgain() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            requests.ask(new Signal.ResetStatistics(), (reply, failure) -> {
                blocked.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
        arrivals.begin(new CallId("c1"));
        Exchange exchange = admit("support", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n");
        assertThat(code(exchange)).isEqualTo(-5);
        assertThat(exchange.getMessage().getHeader("CcOverload")).isEqualTo(true);
        assertThat(outcomes).allMatch(outcome -> outcome.effects().isEmpty());

        release.countDown();
        await().until(() -> requests.open() == 0);
        assertThat(code(admit("support", "v=0\r\nm=audio 4000 RTP/AVP 0\r\n"))).isEqualTo(1);
    }

    @Test
    void aRefusedCallMayTryAnotherFlowUnlessItsCallerWentMeanwhile() throws Exception {
        String audio = "v=0\r\nm=audio 4000 RTP/AVP 0\r\n";
        arrivals.begin(new CallId("c1"));
        assertThat(code(admit("nowhere", audio))).isEqualTo(-3);
        arrivals.gone(new CallId("c1"));
        assertThat(code(admit("support", audio))).isEqualTo(-5);
        assertThat(outcomes).extracting(Outcome::reply).containsExactly(new Reply.NotAdmitted(-3));

        arrivals.end(new CallId("c1"));
        arrivals.begin(new CallId("c1"));
        assertThat(code(admit("nowhere", audio))).isEqualTo(-3);
        assertThat(code(admit("support", audio))).isEqualTo(1);
        assertThat(arrivals.size()).isZero();
    }

    @Test
    void theMediaArgumentOverridesTheOffer() {
        String audio = "v=0\r\nm=audio 4000 RTP/AVP 0\r\n";
        assertThat(admission.media("", audio)).isEqualTo(MediaOffer.AUDIO);
        assertThat(admission.media("TCP/MSRP", audio)).isEqualTo(MediaOffer.CHAT);
        assertThat(admission.media("udptl", audio)).isEqualTo(MediaOffer.UNSUPPORTED);
    }
}
