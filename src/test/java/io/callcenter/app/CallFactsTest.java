package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.Identity;
import io.callcenter.core.PassedFields;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Field;
import io.callcenter.message.Request;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallFactsTest {
    private static final CallId CALL = new CallId("c1");
    private static final LegId LEG = new LegId("c1-1");
    private static final LegId TAKER = new LegId("c1-1-t8");
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private final Arrivals arrivals = new Arrivals();
    private final CallFacts facts = new CallFacts(arrivals);

    private static Stream<CallEvent> events() {
        return Stream.of(
                new CallEvent.Progress(CALL, 2, LEG, 180),
                new CallEvent.LateOfferRefused(CALL, 3, LEG),
                new CallEvent.Answered(CALL, 3, LEG, AT),
                new CallEvent.Connected(CALL, 4, LEG, AT),
                new CallEvent.Refused(CALL, 5, LEG, 486, List.of(), AT),
                new CallEvent.ConnectFailed(CALL, 6, LEG, CallEvent.Side.CALLER, 488, CallEvent.Hears.RIGHT, AT),
                new CallEvent.Dropped(CALL, 7, LEG, AT),
                new CallEvent.LegEnded(CALL, 8, LEG, CallEvent.By.PEER, AT),
                new CallEvent.Referred(
                        CALL,
                        8,
                        LEG,
                        "sip:sales@center.example",
                        "",
                        "<sip:ann@h>",
                        List.of(Field.of("User-to-User", "7;encoding=hex")),
                        AT),
                taking("<sip:ann@h>;x=y"),
                new CallEvent.TakenBack(CALL, 8, LEG, AT),
                new CallEvent.Returned(CALL, 8, LEG, AT),
                new CallEvent.CallerGone(CALL, 9, CallEvent.How.BYE, AT),
                new CallEvent.CallEnded(CALL, 10, CallEvent.Cause.CALLER_GONE, AT));
    }

    @Test
    void eachKindOfFactThatTheCenterActsOnIsASignal() {
        assertThat(events().map(CallEvent::getClass).distinct())
                .hasSize(CallEvent.class.getPermittedSubclasses().length - 1);
        assertThat(events().map(event -> facts.signal(event).orElseThrow()))
                .containsExactly(
                        new Signal.LegProgress(CALL, LEG, 180),
                        new Signal.LateOfferRefused(CALL, LEG),
                        new Signal.LegAnswered(CALL, LEG, AT),
                        new Signal.LegConnected(CALL, LEG, AT),
                        new Signal.LegRefused(CALL, LEG, 486, AT),
                        new Signal.LegNotJoined(CALL, LEG, true, 488, true, AT),
                        new Signal.LegDropped(CALL, LEG),
                        new Signal.LegEnded(CALL, LEG, Signal.EndedBy.PEER, AT),
                        new Signal.Referred(
                                CALL,
                                LEG,
                                new TransferTarget(TransferTarget.Kind.ANY, "", "sip:sales@center.example", "", 403),
                                "",
                                "<sip:ann@h>",
                                new PassedFields(List.of(new PassedFields.Passed("User-to-User", "7;encoding=hex"))),
                                Optional.empty(),
                                Optional.empty(),
                                AT),
                        new Signal.TakeAsked(CALL, LEG, TAKER, Optional.empty(), Optional.empty(), "sip:joe@h", AT),
                        new Signal.TakenBack(CALL, LEG, AT),
                        new Signal.LegReturned(CALL, LEG, AT),
                        new Signal.CallerGone(CALL, Signal.Gone.BYE, AT),
                        new Signal.CallEnded(CALL, "CALLER_GONE", AT));
    }

    @Test
    void nobodyHearsOfACallerWhoWentBeforeTheRouteDecided() {
        arrivals.begin(CALL);
        assertThat(facts.signal(new CallEvent.CallerGone(CALL, 2, CallEvent.How.CANCEL, AT)))
                .isEmpty();
        assertThat(facts.signal(new CallEvent.CallEnded(CALL, 3, CallEvent.Cause.CALLER_GONE, AT)))
                .isEmpty();
    }

    @Test
    void theHowsAndBysOfBothMachinesHaveTheSameNames() {
        for (CallEvent.How how : CallEvent.How.values()) {
            assertThat(Signal.Gone.valueOf(how.name())).isNotNull();
        }
        for (CallEvent.By by : CallEvent.By.values()) {
            assertThat(Signal.EndedBy.valueOf(by.name())).isNotNull();
        }
    }

    @Test
    void aDialogOfOursThatIsToBeReplacedIsToldByItsCall() {
        CallId other = new CallId("c2");
        CallFacts named = new CallFacts(
                arrivals,
                TransferTargets.INSIDE,
                replaces -> Optional.of(new Signal.Replaced(other, true)),
                uri -> Optional.empty());
        assertThat(named.signal(
                        new CallEvent.Referred(CALL, 8, LEG, "sip:a@h", "1@x;to-tag=a;from-tag=b", "", List.of(), AT)))
                .get()
                .extracting(signal -> ((Signal.Referred) signal).replaced())
                .isEqualTo(Optional.of(new Signal.Replaced(other, true)));
        assertThat(named.signal(new CallEvent.Referred(CALL, 8, LEG, "sip:a@h", "", "", List.of(), AT)))
                .get()
                .extracting(signal -> ((Signal.Referred) signal).replaced())
                .isEqualTo(Optional.empty());
    }

    @Test
    void whoWantsAPlaceIsToldByTheAddressThatTheySendFromAndByWhomTheyWereSent() {
        CallFacts knowing = new CallFacts(
                arrivals,
                TransferTargets.INSIDE,
                replaces -> Optional.empty(),
                uri -> Optional.of(new AgentId(uri)).filter(agent -> uri.endsWith("@h")));
        assertThat(knowing.signal(taking("\"Ann\" <sip:ann@h>;x=y")))
                .contains(new Signal.TakeAsked(
                        CALL,
                        LEG,
                        TAKER,
                        Optional.of(new AgentId("sip:joe@h")),
                        Optional.of(new AgentId("sip:ann@h")),
                        "sip:joe@h",
                        AT));
        assertThat(knowing.signal(taking("<sip:ann@elsewhere>")))
                .get()
                .extracting(signal -> ((Signal.TakeAsked) signal).referrer())
                .isEqualTo(Optional.empty());
    }

    private static CallEvent.TakeAsked taking(String referredBy) {
        Request invite = Plain.in(new PlainRequest(
                "INVITE",
                "sip:center@h",
                "joe-call",
                new PlainAddress("", "sip:joe@h", "t"),
                new PlainAddress("", "sip:center@h", ""),
                1,
                "z9hG4bK1",
                "sip:joe@h",
                List.of(),
                List.of(),
                70,
                PlainHeaders.NONE.with("Referred-By", referredBy),
                PlainBody.NONE));
        return new CallEvent.TakeAsked(
                CALL,
                8,
                LEG,
                TAKER,
                invite,
                Identity.of(invite.from(), Optional.empty(), List.of(), true),
                new Hop("udp", "192.0.2.1", 5060, "198.51.100.1", 5060, false),
                AT);
    }
}
