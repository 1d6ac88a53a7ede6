package io.callcenter.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipOrder;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import io.callcenter.sip.stack.CallLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many calls are taken, of whom (C1). */
class CallGuardTest {
    private static final CallLimits WIDE = new CallLimits(1_000_000, 32, 1_000, 0, 0, 1 << 16);
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    private CallGuard guard;
    private Instant now = Instant.EPOCH;
    private int number;

    private void given(CallLimits limits) {
        guard = new CallGuard(limits, Duration.ofMillis(500), now);
    }

    private void after(long millis) {
        now = now.plusMillis(millis);
    }

    private Optional<CallGuard.Cause> refusal(String host) {
        return guard.refusal(host, false, Duration.ZERO, now).map(CallGuard.Refusal::cause);
    }

    private CallPermit call(String host) {
        assertThat(refusal(host)).isEmpty();
        number++;
        return guard.admit(new CallPermit.Subject(host, "c" + number, "t" + number), false, now);
    }

    private CallPermit answered(String host) {
        CallPermit call = call(host);
        assertThat(answer(call, 200)).isTrue();
        return call;
    }

    private boolean answer(CallPermit call, int code) {
        return call.allows(
                Plain.out(new PlainOrder.Respond(call.transaction(), PlainResponse.of(code, "", "ours"))), now);
    }

    private void hears(CallPermit call, String method) {
        call.heard(Plain.in(
                new PlainEvent.RequestIn("", request(call.callId(), method), new Hop("udp", A, 1, A, 2, false))));
    }

    private static PlainRequest request(String callId, String method) {
        PlainAddress ours = new PlainAddress("", "sip:x@x", "ours");
        return PlainRequest.of(method, "sip:x@x", callId, ours, ours, 1, "b");
    }

    private static void ends(CallPermit call) {
        call.settled();
        call.gone();
    }

    @Test
    void aSourceWithThirtyTwoOverdueAcksGetsNoMoreCallsUntilOneIsAcknowledged_C1() {
        given(WIDE);
        List<CallPermit> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(answered(A));
        }
        after(499);
        assertThat(refusal(A)).as("no ACK is overdue yet").isEmpty();
        after(1);
        assertThat(refusal(A)).contains(CallGuard.Cause.UNACKNOWLEDGED);
        assertThat(refusal(B)).as("another source").isEmpty();

        hears(calls.get(8), "ACK");
        assertThat(refusal(A)).isEmpty();
    }

    @Test
    void anAckThatMayWaitHereBehindTheInviteIsNotOverdue_C1() {
        given(WIDE);
        for (int i = 0; i < 40; i++) {
            answered(A);
        }
        after(700);
        assertThat(guard.refusal(A, false, Duration.ofMillis(201), now)).isEmpty();
        assertThat(guard.refusal(A, false, Duration.ofMillis(200), now)).isPresent();
    }

    @Test
    void aRequestOfACallThatIsForgottenChangesNothing_C1() {
        given(WIDE);
        CallPermit call = answered(A);
        ends(call);
        hears(call, "ACK");
        assertThat(guard.weight()).isZero();
        assertThat(call(A).known()).isFalse();
    }

    @Test
    void forgedCallsOfASourceThatAcknowledgesDoNotEasilyHaveItRefused_C1() {
        given(new CallLimits(1_600, 32, 1_000, 0, 0, 1));
        hears(answered(A), "ACK");
        List<CallPermit> forged = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            forged.add(answered(A));
        }
        after(500);
        assertThat(refusal(A)).as("an eighth of all").contains(CallGuard.Cause.UNACKNOWLEDGED);
        assertThat(guard.refusal(A, true, Duration.ZERO, now)).as("named").isPresent();
        forged.get(0).settled();
        assertThat(refusal(A)).isEmpty();
        assertThat(guard.refusal(A, true, Duration.ZERO, now)).isEmpty();
    }

    @Test
    void callsThatAreOverLeaveTheirPlacesInAllCounts_C1() {
        given(new CallLimits(10, 2, 3, 0, 0, 1));
        List<CallPermit> silent = List.of(answered(A), answered(A));
        after(500);
        assertThat(refusal(A)).contains(CallGuard.Cause.UNACKNOWLEDGED);
        silent.forEach(CallPermit::settled);
        assertThat(refusal(A)).isEmpty();
        assertThat(guard.weight()).as("half of what they were").isEqualTo(4);
        silent.forEach(CallPermit::kept);
        silent.forEach(CallPermit::kept);
        assertThat(guard.weight()).as("a quarter").isEqualTo(2);
        silent.forEach(CallPermit::gone);
        silent.forEach(CallPermit::gone);
        silent.forEach(CallPermit::settled);
        silent.forEach(CallPermit::kept);
        assertThat(guard.weight()).isZero();
    }

    @Test
    void anyRequestInsideTheDialogProvesItsSource_C1() {
        for (String method : List.of("ACK", "BYE", "OPTIONS", "UPDATE")) {
            given(WIDE);
            CallPermit call = answered(A);
            hears(call, method);
            after(500);
            assertThat(guard.weight()).isEqualTo(4);
            assertThat(call.known()).as(method).isTrue();
        }
    }

    @Test
    void aRequestOfAnotherLegProvesNothing_C1() {
        given(WIDE);
        CallPermit call = answered(A);
        call.heard(
                Plain.in(new PlainEvent.RequestIn("", request("another", "ACK"), new Hop("udp", A, 1, A, 2, false))));
        assertThat(call.known()).isFalse();
    }

    @Test
    void aSourceMayHaveSoManyUnansweredCalls_C1() {
        given(new CallLimits(1_000, 32, 3, 0, 0, 1));
        CallPermit first = call(A);
        call(A);
        CallPermit third = call(A);
        assertThat(refusal(A)).contains(CallGuard.Cause.UNANSWERED);
        assertThat(guard.refusal(A, true, Duration.ZERO, now))
                .as("named in cc.sip.trusted")
                .isEmpty();
        answer(first, 180);
        assertThat(refusal(A)).contains(CallGuard.Cause.UNANSWERED);
        answer(first, 200);
        call(A);
        assertThat(refusal(A)).contains(CallGuard.Cause.UNANSWERED);
        answer(third, 486);
        call(A);
        assertThat(refusal(A)).contains(CallGuard.Cause.UNANSWERED);
    }

    @Test
    void unprovenSourcesTogetherGetAQuarterAndProvenOnesTheRest_C1() {
        given(new CallLimits(100, 32, 1_000, 0, 0, 1));
        CallPermit known = answered(B);
        hears(known, "ACK");
        for (int i = 0; i < 25; i++) {
            answered("198.51.100." + i);
        }
        assertThat(refusal("198.51.100.99")).contains(CallGuard.Cause.UNPROVEN);
        assertThat(guard.refusal("198.51.100.99", true, Duration.ZERO, now))
                .as("named")
                .isEmpty();
        for (int i = 0; i < 74; i++) {
            call(B);
        }
        assertThat(refusal(B)).contains(CallGuard.Cause.CALLS);
        assertThat(guard.trouble(now)).isPresent();
    }

    @Test
    void fewCallsOfUnprovenSourcesWaitForAnAnswerAtATime_C1() {
        given(new CallLimits(6_400, 32, 1_000, 0, 0, 1));
        hears(answered(B), "ACK");
        List<CallPermit> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(call("198.51.100." + i));
        }
        assertThat(refusal(A)).contains(CallGuard.Cause.UNPROVEN);
        call(B);
        answer(calls.get(0), 200);
        assertThat(refusal(A)).isEmpty();
        calls.add(call("198.51.100.100"));
        assertThat(refusal(A)).contains(CallGuard.Cause.UNPROVEN);
        hears(calls.get(1), "INFO");
        assertThat(refusal(A)).isEmpty();
        calls.forEach(CallGuardTest::ends);
        for (int i = 0; i < 100; i++) {
            call("203.0.113." + i);
        }
        assertThat(refusal(A)).contains(CallGuard.Cause.UNPROVEN);
    }

    @Test
    void aTrunkThatBeginsMayHaveMoreCallsThatWaitForTheirAnswer_C1() {
        given(new CallLimits(6_400, 32, 1_000, 0, 0, 1));
        for (int i = 0; i < 1_000; i++) {
            call(A);
        }
        assertThat(refusal(A)).contains(CallGuard.Cause.UNANSWERED);
        assertThat(refusal(B)).contains(CallGuard.Cause.UNPROVEN);
    }

    @Test
    void asManyCallsAsTheLimitSaysAreOpenAndThoseThatAreOverCountHalf_C1() {
        given(new CallLimits(4, 32, 1_000, 0, 0, 1));
        List<CallPermit> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertThat(guard.refusal(A, true, Duration.ZERO, now)).isEmpty();
            calls.add(guard.admit(new CallPermit.Subject(A, "c", "t"), true, now));
        }
        assertThat(guard.refusal(A, true, Duration.ZERO, now)).isPresent();
        calls.get(0).settled();
        assertThat(guard.refusal(A, true, Duration.ZERO, now)).isEmpty();
        calls.forEach(CallGuardTest::ends);
        assertThat(guard.weight()).isZero();
        assertThat(guard.trouble(now)).isEmpty();
    }

    @Test
    void callsOfOneSourceAndOfAllHaveARate_C1() {
        given(new CallLimits(100_000, 32, 1_000, 10, 0, 1));
        for (int i = 0; i < 20; i++) {
            call(A);
        }
        assertThat(refusal(A)).contains(CallGuard.Cause.SOURCE_RATE);
        call(B);
        after(100);
        call(A);
        assertThat(refusal(A)).contains(CallGuard.Cause.SOURCE_RATE);
        assertThat(guard.refusal(A, true, Duration.ZERO, now)).as("named").isEmpty();

        given(new CallLimits(1_000, 32, 1_000, 0, 1, 1));
        call(A);
        call(B);
        assertThat(refusal(A)).contains(CallGuard.Cause.RATE);
        assertThat(guard.trouble(now)).isPresent();
        after(10_000);
        assertThat(guard.trouble(now)).isEmpty();
        assertThat(guard.refused(CallGuard.Cause.RATE)).isEqualTo(1);
    }

    @Test
    void aboveFiveTimesItsRateASourceHearsNothing() {
        given(new CallLimits(100_000, 32, 1_000, 10, 0, 1));
        hears(answered(A), "ACK");
        for (int i = 1; i < 20; i++) {
            call(A);
        }
        int told = 0;
        for (int i = 0; i < 1_000; i++) {
            told += guard.refusal(A, false, Duration.ZERO, now).orElseThrow().answered() ? 1 : 0;
        }
        assertThat(told).isEqualTo(80);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneSource_C1() {
        given(new CallLimits(1_000, 32, 1, 0, 0, 1));
        call("2001:db8:0:1::1");
        assertThat(refusal("2001:db8:0:1:ffff::2")).contains(CallGuard.Cause.UNANSWERED);
        assertThat(refusal("2001:db8:0:2::1")).isEmpty();
        call(A);
        assertThat(refusal("::ffff:" + A)).as("the same in IPv6").contains(CallGuard.Cause.UNANSWERED);
    }

    @Test
    void afterThreeCallsInARowWithoutAckTheAnswersToAnUnprovenSourceAreNotRepeated_C1() {
        given(WIDE);
        CallPermit first = answered(A);
        CallPermit second = answered(A);
        after(4_000);
        assertThat(answer(second, 200)).as("two silent calls").isTrue();
        CallPermit third = answered(A);
        after(3_999);
        assertThat(answer(third, 200)).isTrue();
        after(1);
        assertThat(answer(third, 200)).isFalse();
        CallPermit fourth = call(A);
        assertThat(answer(fourth, 200)).as("once").isTrue();
        assertThat(answer(fourth, 200)).as("not again").isFalse();
        CallPermit other = answered(B);
        after(500);
        assertThat(answer(other, 200)).as("another source").isTrue();

        hears(first, "ACK");
        CallPermit fifth = answered(A);
        assertThat(answer(fifth, 200)).as("it is there after all").isTrue();
    }

    @Test
    void aSourceThatHasEverAcknowledgedGetsAllRepeats_C1() {
        given(WIDE);
        hears(answered(A), "ACK");
        CallPermit last = answered(A);
        for (int i = 0; i < 5; i++) {
            last = answered(A);
        }
        after(10_000);
        assertThat(answer(last, 200)).isTrue();
    }

    @Test
    void refusalsToAnUnprovenSourceAreSilentWhenThereAreTooMany_C1() {
        given(new CallLimits(1_000, 32, 1, 0, 0, 1));
        hears(answered(B), "ACK");
        call(A);
        call(B);
        int answeredOfA = 0;
        int answeredOfB = 0;
        for (int i = 0; i < 1_000; i++) {
            answeredOfA +=
                    guard.refusal(A, false, Duration.ZERO, now).orElseThrow().answered() ? 1 : 0;
            answeredOfB +=
                    guard.refusal(B, false, Duration.ZERO, now).orElseThrow().answered() ? 1 : 0;
        }
        assertThat(answeredOfA).isEqualTo(200);
        assertThat(answeredOfB).isEqualTo(1_000);
    }

    @Test
    void callsOfAFormerProcessCountAndProveTheirSource_C1() {
        given(new CallLimits(4, 32, 1, 0, 0, 1));
        for (int i = 0; i < 5; i++) {
            guard.adopt(new CallPermit.Subject(A, "c" + i, ""), false, true, now);
        }
        assertThat(guard.weight()).isEqualTo(20);
        assertThat(refusal(B)).contains(CallGuard.Cause.CALLS);

        given(new CallLimits(100, 32, 1, 0, 0, 1));
        CallPermit acknowledged = guard.adopt(new CallPermit.Subject(A, "c", ""), false, true, now);
        SipOrder again = Plain.out(new PlainOrder.RespondAnew(
                request("c", "INVITE"), PlainResponse.of(200, "", "t"), new Hop("udp", A, 1, A, 2, false)));
        acknowledged.allows(again, now);
        call(A);
        assertThat(refusal(A)).contains(CallGuard.Cause.UNANSWERED);
        CallPermit unanswered = guard.adopt(new CallPermit.Subject(B, "d", ""), false, false, now);
        assertThat(refusal(B)).contains(CallGuard.Cause.UNANSWERED);
        assertThat(unanswered.allows(again, now)).isTrue();
        assertThat(refusal(B)).isEmpty();
    }

    @Test
    void manySourcesNeitherGrowTheTableNorDisplaceProvenOnes_C1() {
        given(new CallLimits(1_000_000, 32, 1_000, 1, 0, 1));
        CallPermit proven = answered(A);
        hears(proven, "ACK");
        ends(proven);
        for (int i = 0; i < 100_000; i++) {
            refusal("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertThat(guard.sourcesKnown()).isLessThanOrEqualTo(8_193);
        assertThat(call(A).known()).isTrue();

        List<CallPermit> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            String host = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
            if (refusal(host).isEmpty()) {
                calls.add(guard.admit(new CallPermit.Subject(host, "c", "t"), false, now));
            }
        }
        assertThat(calls).as("the rest counts as one source").hasSize(8_192 + 2);
        assertThat(guard.sourcesKnown()).isLessThanOrEqualTo(8_194);
        calls.forEach(CallGuardTest::ends);
        assertThat(guard.sourcesKnown()).isLessThanOrEqualTo(8_194);
    }

    @Test
    void whatIsRefusedToSomeSourcesIsToldForTenSeconds_C1() {
        given(new CallLimits(1_000, 32, 1, 0, 0, 1));
        call(A);
        assertThat(guard.note(now)).isEmpty();
        refusal(A);
        assertThat(guard.note(now)).hasValueSatisfying(text -> assertThat(text).endsWith(": unanswered"));
        assertThat(guard.trouble(now)).isEmpty();
        after(10_000);
        assertThat(guard.note(now)).isEmpty();
    }

    @Test
    void theNumberOfCallsFollowsTheHeap_C1() {
        assertThat(CallLimits.callsIn(1L << 30)).isEqualTo(16_384);
        assertThat(CallLimits.callsIn(1L << 20)).isEqualTo(100);
        assertThat(CallLimits.callsIn(1L << 50)).isPositive();
    }
}
