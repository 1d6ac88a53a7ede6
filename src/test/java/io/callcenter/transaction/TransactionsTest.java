package io.callcenter.transaction;

import static io.callcenter.transaction.Bench.TCP;
import static io.callcenter.transaction.Bench.UDP;
import static io.callcenter.transaction.Bench.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.transaction.Bench.Place;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private static final String A = "z9hG4bKa";
    private static final Place FAR = new Place("far", false);
    private static final Place OTHER = new Place("other", false);
    private static final Place STREAM = new Place("stream", true);
    private static final FieldValue NO_REASON = FieldValue.NONE;

    private final Bench bench = new Bench();
    private final Transactions transactions = bench.transactions;

    /** Each time is at most one slot of the wheel late. */
    private static void about(List<Long> times, long... expected) {
        assertThat(times).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(times.get(i)).isBetween(expected[i], expected[i] + 20);
        }
    }

    @Nested
    class InviteOfOurs {
        @Test
        void itIsRepeatedTwiceAsLateEachTimeUntil64T1() {
            bench.send("INVITE", A, FAR);
            bench.after(60_000);
            about(bench.times(Action.Transmit.class), 0, 500, 1_500, 3_500, 7_500, 15_500, 31_500);
            about(bench.times(Action.Unanswered.class), 32_000);
            assertThat(bench.last(Action.Unanswered.class)).isEqualTo(new Action.Unanswered(A, 408));
            assertThat(transactions.size()).isZero();
        }

        @Test
        void onAStreamItIsSentOnce() {
            bench.send("INVITE", A, STREAM);
            bench.after(60_000);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A);
            about(bench.times(Action.Unanswered.class), 32_000);
        }

        @Test
        void aProvisionalResponseStopsRepetitionAndDeadline() {
            bench.send("INVITE", A, FAR);
            bench.after(700);
            assertThat(bench.answered(A, "INVITE", 180)).isTrue();
            bench.after(600_000);
            assertThat(bench.transmitted()).hasSize(2);
            assertThat(bench.all(Action.Unanswered.class)).isEmpty();
            assertThat(bench.last(Action.Answered.class).matched()).isTrue();
        }

        @Test
        void every2xxGoesUpFor64T1AndTheFirstOneAloneIsMatched() {
            bench.send("INVITE", A, FAR);
            bench.answered(A, "INVITE", 200);
            bench.after(500);
            bench.answered(A, "INVITE", 200);
            assertThat(bench.all(Action.Answered.class))
                    .extracting(Action.Answered::matched)
                    .containsExactly(true, false);
            bench.after(32_100);
            assertThat(bench.answered(A, "INVITE", 200)).isFalse();
            assertThat(bench.transmitted()).as("no ACK: it is the user's").hasSize(1);
        }

        @Test
        void aRefusalIsAcknowledgedEachTimeAndGoesUpOnce() {
            bench.send("INVITE", A, FAR);
            bench.answered(A, "INVITE", 486);
            bench.after(400);
            bench.answered(A, "INVITE", 486);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A, "ACK " + A, "ACK " + A);
            assertThat(bench.all(Action.Answered.class)).hasSize(1);
            var ack = bench.last(Action.Transmit.class).request();
            assertThat(ack.to().tag().text()).isEqualTo("b1");
            assertThat(ack.cseq().number()).isEqualTo(7);
            assertThat(transactions.size()).isEqualTo(1);
            bench.after(32_000);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void aRefusalOnAStreamIsForgottenAtOnce() {
            bench.send("INVITE", A, STREAM);
            bench.answered(A, "INVITE", 486);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A, "ACK " + A);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void aRefusalBehindA2xxChangesNothing() {
            bench.send("INVITE", A, FAR);
            bench.answered(A, "INVITE", 200);
            bench.answered(A, "INVITE", 486);
            bench.answered(A, "INVITE", 180);
            assertThat(bench.all(Action.Answered.class)).hasSize(1);
            assertThat(bench.transmitted()).hasSize(1);
        }

        @Test
        void aConnectionThatBreaksWhileItRingsIs503() {
            bench.send("INVITE", A, STREAM, OTHER);
            bench.answered(A, "INVITE", 180);
            transactions.failed(A, Methods.INVITE, Action.Why.REFUSED, true, bench.now);
            assertThat(bench.last(Action.Unanswered.class)).isEqualTo(new Action.Unanswered(A, 503));
            assertThat(transactions.size()).isZero();
        }

        @Test
        void whatNeverLeftIsUnsentWithItsReason() {
            bench.send("INVITE", A, STREAM);
            transactions.failed(A, Methods.INVITE, Action.Why.CONGESTED, false, bench.now);
            assertThat(bench.last(Action.Unsent.class)).isEqualTo(new Action.Unsent(A, Action.Why.CONGESTED));
            bench.send("INVITE", A);
            assertThat(bench.last(Action.Unsent.class)).isEqualTo(new Action.Unsent(A, Action.Why.NOWHERE));
            assertThat(transactions.size()).isZero();
        }

        @Test
        void aForgottenOneSaysNothingMore() {
            bench.send("INVITE", A, FAR);
            transactions.end(A);
            bench.after(60_000);
            assertThat(bench.transmitted()).hasSize(1);
            assertThat(bench.all(Action.Unanswered.class)).isEmpty();
            assertThat(bench.last(Action.Withdraw.class).attempt()).isEqualTo(A);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void aResponseThatNamesSomebodyElseIsNobodys() {
            bench.send("INVITE", A, FAR);
            var elsewhere = io.callcenter.message.Via.of(
                    "UDP", new io.callcenter.message.Host("192.0.2.77"), 5060, new io.callcenter.message.Token(A));
            assertThat(transactions.response(
                            Bench.response(Bench.draft("INVITE").request(elsewhere), 200, "b1"), UDP, bench.now))
                    .isFalse();
            assertThat(bench.all(Action.Answered.class)).isEmpty();
        }

        @Test
        void aResponseWithAnotherMethodInItsCSeqIsNobodys() {
            bench.send("OPTIONS", A, FAR);
            var invite = Bench.draft("INVITE").request(FAR.via(new io.callcenter.message.Token(A)));
            assertThat(transactions.response(Bench.response(invite, 200, "b1"), UDP, bench.now))
                    .isFalse();
            assertThat(bench.all(Action.Answered.class)).isEmpty();
        }
    }

    @Nested
    class Cancelling {
        @Test
        void itWaitsForTheFirstProvisionalResponse() {
            bench.send("INVITE", A, FAR);
            assertThat(transactions.cancel(A, FieldValue.of("SIP;cause=200"), bench.now))
                    .isTrue();
            bench.after(600);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A, "INVITE " + A);
            bench.answered(A, "INVITE", 100);
            assertThat(bench.transmitted()).endsWith("CANCEL " + A);
            var cancel = bench.last(Action.Transmit.class).request();
            assertThat(cancel.first(HeaderName.REASON)).contains("SIP;cause=200");
            assertThat(cancel.via().branch()).isEqualTo(A);
        }

        @Test
        void aFinalResponseThatComesFirstEndsIt() {
            bench.send("INVITE", A, FAR);
            transactions.cancel(A, NO_REASON, bench.now);
            bench.answered(A, "INVITE", 200);
            bench.after(100);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A);
        }

        @Test
        void itIsRepeatedUntilAnsweredAndTheRefusalGoesUp() {
            bench.send("INVITE", A, FAR);
            bench.answered(A, "INVITE", 180);
            transactions.cancel(A, NO_REASON, bench.now);
            bench.after(600);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A, "CANCEL " + A, "CANCEL " + A);
            assertThat(bench.answered(A, "CANCEL", 200)).isTrue();
            bench.answered(A, "INVITE", 487);
            bench.after(10_000);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A, "CANCEL " + A, "CANCEL " + A, "ACK " + A);
            assertThat(bench.last(Action.Answered.class).response().code()).isEqualTo(487);
        }

        @Test
        void anInviteWhosePeerIgnoresItEnds64T1Later() {
            bench.send("INVITE", A, FAR);
            bench.answered(A, "INVITE", 180);
            bench.after(100_000);
            transactions.cancel(A, NO_REASON, bench.now);
            bench.answered(A, "CANCEL", 200);
            bench.after(40_000);
            about(bench.times(Action.Unanswered.class), 132_000);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void noOtherTargetIsTriedAfterIt() {
            bench.send("INVITE", A, FAR, OTHER);
            transactions.cancel(A, NO_REASON, bench.now);
            bench.after(60_000);
            assertThat(bench.all(Action.Tried.class)).isEmpty();
            about(bench.times(Action.Unanswered.class), 32_000);
        }

        @Test
        void itGoesToTheAttemptThatRuns() {
            bench.send("INVITE", A, FAR, OTHER);
            bench.after(5_050);
            bench.answered(A + ".1", "INVITE", 180);
            transactions.cancel(A, NO_REASON, bench.now);
            assertThat(bench.transmitted()).endsWith("CANCEL " + A + ".1");
            assertThat(bench.last(Action.Transmit.class).target()).isEqualTo(OTHER);
        }

        @Test
        void anUnknownOneIsTold() {
            assertThat(transactions.cancel(A, NO_REASON, bench.now)).isFalse();
            bench.send("BYE", A, FAR);
            assertThat(transactions.cancel(A, NO_REASON, bench.now)).isFalse();
        }

        @Test
        void thatOfAFormerProcessIsSentAsGiven() {
            var invite = Bench.draft("INVITE").request(FAR.via(new io.callcenter.message.Token(A)));
            transactions.cancel(A, invite.cancel(NO_REASON), FAR, bench.now);
            bench.after(600);
            assertThat(bench.transmitted()).containsExactly("CANCEL " + A, "CANCEL " + A);
            bench.answered(A, "CANCEL", 481);
            bench.after(60_000);
            assertThat(bench.transmitted()).hasSize(2);
            assertThat(bench.all(Action.Answered.class)).isEmpty();
            assertThat(transactions.size()).isZero();
        }
    }

    @Nested
    class OtherTargets {
        @Test
        void silenceForFiveSecondsLeadsToTheNextOne() {
            bench.send("INVITE", A, FAR, OTHER);
            bench.after(5_100);
            about(bench.times(Action.Tried.class), 5_000);
            assertThat(bench.last(Action.Tried.class)).isEqualTo(new Action.Tried(A, A + ".1", OTHER, FAR));
            bench.answered(A + ".1", "INVITE", 200);
            assertThat(bench.last(Action.Answered.class).branch()).isEqualTo(A);
            assertThat(bench.last(Action.Answered.class).matched()).isTrue();
        }

        @Test
        void theOneThatWasLeftIsCancelledAcknowledgedOrAForkWhenItLives() {
            bench.send("INVITE", A, FAR, OTHER);
            bench.after(5_100);
            bench.answered(A, "INVITE", 180);
            bench.answered(A, "INVITE", 183);
            assertThat(bench.transmitted()).endsWith("INVITE " + A + ".1", "CANCEL " + A);
            assertThat(bench.all(Action.Answered.class)).isEmpty();
            bench.answered(A, "INVITE", 487);
            assertThat(bench.transmitted()).endsWith("CANCEL " + A, "ACK " + A);
            bench.answered(A, "INVITE", 200);
            assertThat(bench.all(Action.Answered.class))
                    .extracting(Action.Answered::matched)
                    .containsExactly(false);
            bench.after(120_000);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void aRefusedConnectionLeadsToTheNextOneAtOnceAndLeavesNothing() {
            bench.send("INVITE", A, STREAM, OTHER);
            transactions.failed(A, Methods.INVITE, Action.Why.REFUSED, false, bench.now);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A, "INVITE " + A + ".1");
            bench.answered(A + ".1", "INVITE", 180);
            assertThat(transactions.cancel(A, NO_REASON, bench.now)).isTrue();
            assertThat(bench.transmitted()).endsWith("CANCEL " + A + ".1");
        }

        @Test
        void a503IsAcknowledgedAndTheNextOneTriedAndTheLastOneGoesUp() {
            bench.send("INVITE", A, FAR, OTHER);
            bench.answered(A, "INVITE", 503);
            assertThat(bench.transmitted()).containsExactly("INVITE " + A, "ACK " + A, "INVITE " + A + ".1");
            bench.answered(A, "INVITE", 503);
            assertThat(bench.transmitted()).endsWith("ACK " + A);
            bench.answered(A + ".1", "INVITE", 503);
            assertThat(bench.last(Action.Answered.class).response().code()).isEqualTo(503);
            assertThat(bench.all(Action.Answered.class)).hasSize(1);
        }

        @Test
        void otherRequestsGoOnAfter64T1AfterA503AndAfterABrokenConnection() {
            bench.send("BYE", A, FAR, OTHER, STREAM);
            bench.after(32_100);
            about(bench.times(Action.Tried.class), 32_000);
            bench.answered(A + ".1", "BYE", 503);
            assertThat(bench.transmitted()).endsWith("BYE " + A + ".2");
            transactions.failed(A + ".2", Methods.BYE, Action.Why.NOWHERE, false, bench.now);
            assertThat(bench.last(Action.Unanswered.class))
                    .as("bytes left us before")
                    .isEqualTo(new Action.Unanswered(A, 503));
            assertThat(transactions.size()).isZero();
        }

        @Test
        void aFailureOfAnAttemptThatWasLeftChangesNothing() {
            bench.send("INVITE", A, STREAM, OTHER);
            bench.after(5_100);
            transactions.failed(A, Methods.INVITE, Action.Why.REFUSED, true, bench.now);
            assertThat(bench.all(Action.Unanswered.class)).isEmpty();
            assertThat(bench.answered(A + ".1", "INVITE", 200)).isTrue();
        }
    }

    @Nested
    class OtherRequestOfOurs {
        @Test
        void itIsRepeatedUpToT2ApartUntil64T1() {
            bench.send("BYE", A, FAR);
            bench.after(60_000);
            about(
                    bench.times(Action.Transmit.class),
                    0,
                    500,
                    1_500,
                    3_500,
                    7_500,
                    11_500,
                    15_500,
                    19_500,
                    23_500,
                    27_500,
                    31_500);
            about(bench.times(Action.Unanswered.class), 32_000);
        }

        @Test
        void aProvisionalResponseMakesItT2Apart() {
            bench.send("OPTIONS", A, FAR);
            bench.answered(A, "OPTIONS", 100);
            bench.after(10_000);
            about(bench.times(Action.Transmit.class), 0, 500, 4_500, 8_500);
        }

        @Test
        void theFinalResponseGoesUpOnceAndCopiesAreKnownForT4() {
            bench.send("OPTIONS", A, FAR);
            bench.answered(A, "OPTIONS", 200);
            assertThat(bench.answered(A, "OPTIONS", 200)).isTrue();
            bench.after(5_100);
            assertThat(bench.answered(A, "OPTIONS", 200)).isFalse();
            assertThat(bench.all(Action.Answered.class)).hasSize(1);
            assertThat(bench.transmitted()).hasSize(1);
        }
    }

    @Nested
    class InviteThatComesIn {
        private final String name = bench.arrives(request("INVITE", "z9hG4bKi", ""), UDP);

        @Test
        void itGets100AtOnceAndACopyTheLastProvisionalResponse() {
            assertThat(bench.replies()).containsExactly(100);
            assertThat(bench.respond(name, 180)).isEqualTo(SendResult.PROVISIONAL);
            assertThat(bench.arrives(request("INVITE", "z9hG4bKi", ""), UDP)).isEmpty();
            assertThat(bench.replies()).containsExactly(100, 180, 180);
        }

        @Test
        void aRefusalIsRepeatedUpToT2ApartUntilTheAck() {
            assertThat(bench.respond(name, 486)).isEqualTo(SendResult.FINAL);
            bench.after(12_000);
            about(bench.times(Action.Reply.class), 0, 0, 500, 1_500, 3_500, 7_500, 11_500);
            assertThat(bench.arrives(request("ACK", "z9hG4bKi", ";tag=us"), UDP))
                    .isEmpty();
            bench.after(4_000);
            assertThat(bench.arrives(request("INVITE", "z9hG4bKi", ""), UDP)).isEmpty();
            assertThat(bench.replies()).as("a copy behind the ACK gets nothing").hasSize(7);
            assertThat(bench.all(Action.Acknowledged.class)).isEmpty();
            bench.after(1_100);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void withoutAnAckItEnds64T1AfterItsRefusal() {
            bench.respond(name, 486);
            bench.after(32_100);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void a2xxIsItsUsersToRepeatAndCopiesGetItAgain() {
            assertThat(bench.respond(name, 200)).isEqualTo(SendResult.FINAL);
            bench.after(10_000);
            assertThat(bench.replies()).containsExactly(100, 200);
            assertThat(bench.respond(name, 200)).isEqualTo(SendResult.REPEATED);
            bench.arrives(request("INVITE", "z9hG4bKi", ""), UDP);
            assertThat(bench.replies()).containsExactly(100, 200, 200, 200);
            bench.after(32_100);
            assertThat(bench.respond(name, 200)).isEqualTo(SendResult.TOO_LATE);
        }

        @Test
        void anAckOfA2xxGoesUpUnderTheSameBranchAndUnderAnother() {
            bench.respond(name, 200);
            assertThat(bench.arrives(request("ACK", "z9hG4bKi", ";tag=us"), UDP))
                    .isEmpty();
            assertThat(bench.all(Action.Acknowledged.class)).hasSize(1);
            assertThat(transactions.request(request("ACK", "z9hG4bKj", ";tag=us"), UDP, bench.now))
                    .isEqualTo(Transactions.Arrival.NEW);
        }

        @Test
        void nothingIsSaidAfterTheFinalResponse() {
            bench.respond(name, 486);
            assertThat(bench.respond(name, 200)).isEqualTo(SendResult.TOO_LATE);
            assertThat(bench.respond(name, 180)).isEqualTo(SendResult.TOO_LATE);
            assertThat(bench.replies()).containsExactly(100, 486);
        }

        @Test
        void oneThatItsUserNeverAnswersIsOverdueAndThenForgotten_F05() {
            bench.after(92_100);
            assertThat(bench.last(Action.Overdue.class).transaction()).isEqualTo(name);
            assertThat(bench.respond(name, 500)).isEqualTo(SendResult.FINAL);
            bench.after(33_000);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void ifItsUserDoesNotEvenThenAnswerItIsForgotten() {
            bench.after(92_000 + 32_100);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void aCancelFindsIt() {
            assertThat(transactions.cancelled(request("CANCEL", "z9hG4bKi", "")))
                    .contains(name);
            assertThat(transactions.cancelled(request("CANCEL", "z9hG4bKj", "")))
                    .isEmpty();
            assertThat(bench.arrives(request("CANCEL", "z9hG4bKi", ""), UDP))
                    .isNotEmpty()
                    .isNotEqualTo(name);
        }

        @Test
        void anAckBeforeTheAnswerIsIgnored() {
            assertThat(bench.arrives(request("ACK", "z9hG4bKi", ""), UDP)).isEmpty();
            assertThat(bench.respond(name, 486)).isEqualTo(SendResult.FINAL);
        }
    }

    @Nested
    class OtherRequestThatComesIn {
        @Test
        void itsAnswerIsGivenToEachCopyFor64T1() {
            String name = bench.arrives(request("BYE", "z9hG4bKb", ";tag=us"), UDP);
            assertThat(bench.respond(name, 200)).isEqualTo(SendResult.FINAL);
            bench.after(31_900);
            assertThat(bench.arrives(request("BYE", "z9hG4bKb", ";tag=us"), UDP))
                    .isEmpty();
            assertThat(bench.replies()).containsExactly(200, 200);
            bench.after(200);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void onAStreamItIsForgottenWithItsAnswer() {
            String name = bench.arrives(request("BYE", "z9hG4bKb", ";tag=us"), TCP);
            bench.respond(name, 200);
            assertThat(transactions.size()).isZero();
        }

        @Test
        void itGets100AfterThreeAndAHalfSecondsAndNoOtherProvisionalResponse() {
            String name = bench.arrives(request("MESSAGE", "z9hG4bKb", ""), UDP);
            bench.respond(name, 183);
            bench.arrives(request("MESSAGE", "z9hG4bKb", ""), UDP);
            bench.after(4_000);
            about(bench.times(Action.Reply.class), 3_500);
            assertThat(bench.replies()).containsExactly(100);
        }

        @Test
        void withoutAnAnswerItEndsSilentlyAfter64T1AndALateOneIsCounted() {
            String name = bench.arrives(request("MESSAGE", "z9hG4bKb", ""), UDP);
            bench.after(32_100);
            assertThat(bench.replies()).containsExactly(100);
            assertThat(transactions.size()).isZero();
            assertThat(bench.respond(name, 200)).isEqualTo(SendResult.TOO_LATE);
            assertThat(bench.last(Action.Counted.class).kind()).isEqualTo(Action.Kind.TOO_LATE);
        }
    }

    @Nested
    class Names {
        @Test
        void oneBranchWithTwoMethodsIsTwoRequests_L5() {
            bench.arrives(request("INVITE", "z9hG4bKx", ""), UDP);
            assertThat(bench.arrives(request("OPTIONS", "z9hG4bKx", ""), UDP)).isNotEmpty();
            assertThat(transactions.size()).isEqualTo(2);
        }

        @Test
        void oneBranchForRequestsOfDifferentNumbersIsSeveralRequests() {
            bench.arrives(request("INFO", "INFO", "z9hG4bKx", 5, ";tag=us"), UDP);
            assertThat(bench.arrives(request("INFO", "INFO", "z9hG4bKx", 6, ";tag=us"), UDP))
                    .isNotEmpty();
        }

        @Test
        void aPeerOfRfc2543IsKnownByItsFields() {
            String name = bench.arrives(request("INVITE", "", ""), UDP);
            assertThat(bench.arrives(request("INVITE", "", ""), UDP)).isEmpty();
            bench.respond(name, 486);
            assertThat(bench.arrives(request("ACK", "", ";tag=us"), UDP)).isEmpty();
            bench.after(5_100);
            assertThat(transactions.size()).isZero();
            assertThat(bench.arrives(request("INVITE", "1", ""), UDP)).isNotEmpty();
        }
    }
}
