package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.log.RateLimitedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The lines of the log about calls. */
class CallLogTest {
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("calls");
    private final AtomicLong now = new AtomicLong();
    private final RefusalLog refusals = new RefusalLog(new RateLimitedLog(CallLog.LOG, now::get));

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(written);
        logger.setAdditive(true);
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private static void end(boolean on, Caller caller, Optional<AgentId> agent) {
        Exchange exchange = exchange();
        exchange.getMessage()
                .setBody(new Effect.LogCall(
                        new CallId("c1"),
                        new FlowId("sales"),
                        caller,
                        agent,
                        Duration.ofMillis(3210),
                        Duration.ofSeconds(61),
                        agent.isPresent() ? 2 : 0,
                        "answered",
                        "the caller hung up"));
        new CallLog(on).write(exchange.getMessage().getBody(Effect.LogCall.class));
    }

    private void refuse(Map<String, Object> headers) {
        Exchange exchange = exchange();
        exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        refusals.refused(exchange);
    }

    @Test
    void aCallThatEndedIsOneLine_K3() {
        end(true, new Caller("4711", "Bob", "sip:4711@h"), Optional.of(new AgentId("ann")));
        end(true, new Caller("", "Bob", "sip:h"), Optional.empty());
        end(true, new Caller("", "", "sip:h"), Optional.empty());

        assertThat(lines())
                .containsExactly(
                        "call c1: answered, the caller hung up; flow sales, caller 4711, agent ann, waited 3.2 s, talked 61.0 s, refused by agents 2x",
                        "call c1: answered, the caller hung up; flow sales, caller Bob, waited 3.2 s, talked 61.0 s",
                        "call c1: answered, the caller hung up; flow sales, caller unknown, waited 3.2 s, talked 61.0 s");
    }

    @Test
    void aCallerWhoAskedForPrivacyIsNotNamed_K3() {
        for (String privacy : List.of("id", "Id;critical", "header,session", "user; id")) {
            end(true, new Caller("4711", "Bob", "sip:4711@h", Optional.of(privacy)), Optional.empty());
        }
        assertThat(lines()).hasSize(4).allMatch(line -> line.contains("caller anonymous,"));

        end(true, new Caller("4711", "Bob", "sip:4711@h", Optional.of("none")), Optional.empty());
        assertThat(lines()).last().asString().contains("caller 4711,");
    }

    @Test
    void aCallerCannotForgeALine_K3() {
        for (String evil : List.of("1\r\n10:00:00 INFO calls", "1\u0085x", "1\u2028x", "1\u2029x", "1\u001b[2Jx")) {
            end(true, new Caller(evil, "", "sip:h"), Optional.empty());
        }
        end(true, new Caller("9".repeat(10_000), "", "sip:h"), Optional.empty());

        assertThat(lines())
                .hasSize(6)
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThan(250).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]"));
    }

    @Test
    void theLinesCanBeSwitchedOff_K3() {
        end(false, new Caller("4711", "Bob", "sip:4711@h"), Optional.empty());

        assertThat(lines()).isEmpty();
    }

    @Test
    void aRefusedCallIsOneLineWithItsCause_K3() {
        Map<String, Object> call = Map.of(
                "CcCallId",
                "c1",
                "SipSourceAddress",
                "10.0.0.5",
                "SipFromUser",
                "4711",
                "CcFlow",
                "sals",
                "SipStatus",
                404);
        Map<String, Object> unknown = new java.util.HashMap<>(call);
        unknown.put("CcReturnCode", -3);
        refuse(unknown);
        Map<String, Object> busy = new java.util.HashMap<>(call);
        busy.putAll(Map.of("SipStatus", 503, "CcReturnCode", -5, "CcOverload", true, "SipPrivacy", "id"));
        refuse(busy);
        Map<String, Object> own = new java.util.HashMap<>(call);
        own.put("SipStatus", 486);
        refuse(own);

        assertThat(lines())
                .containsExactly(
                        "call c1: refused with 404, no such flow; flow sals, caller 4711, from 10.0.0.5",
                        "call c1: refused with 503, too many calls at once; flow sals, caller anonymous, from 10.0.0.5",
                        "call c1: refused with 486, by a route; flow sals, caller 4711, from 10.0.0.5");
    }

    @Test
    void oneCauseDoesNotHideAnotherOfTheSameCode_K3() {
        Map<String, Object> call = Map.of("CcCallId", "c1", "SipSourceAddress", "10.0.0.5", "SipStatus", 488);
        for (int code : List.of(-6, -7)) {
            Map<String, Object> refused = new java.util.HashMap<>(call);
            refused.put("CcReturnCode", code);
            refuse(refused);
        }

        assertThat(lines()).hasSize(2);
    }

    @Test
    void aFloodOfRefusedCallsIsOneLineInTenSeconds_K3() {
        for (int i = 0; i < 1000; i++) {
            refuse(Map.of("CcCallId", "c" + i, "SipSourceAddress", "10.0.0.5", "CcFlow", "F", "SipStatus", 404));
        }
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        refuse(Map.of("CcCallId", "z", "SipSourceAddress", "10.0.0.5", "CcFlow", "F", "SipStatus", 404));

        assertThat(lines()).hasSize(2).last().asString().endsWith("(999 more since the last line)");
    }

    @Test
    void theRefusalOfAnAdmittedCallIsLeftToItsEnd_K3() {
        refuse(Map.of("CcCallId", "c1", "SipStatus", 480));

        assertThat(lines()).isEmpty();
    }
}
