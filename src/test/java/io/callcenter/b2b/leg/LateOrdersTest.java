package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A Connect that was ordered before its sender knew what had become of the call: an agent who is with the caller, or about to be, keeps them. */
class LateOrdersTest {
    private static final List<Consumer<Script>> ANY_CONNECT =
            List.of(s -> s.announcement("late"), s -> s.agent("late"), s -> s.agentHearing("late", "more"));

    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private final Party ann = s.party("ann");

    private void bobCalls() {
        bob.invites(sdp("audio 4000"));
        s.skip();
    }

    private void bobHearsMusic() {
        bobCalls();
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        s.skip();
    }

    private void annPicksUp() {
        bobHearsMusic();
        s.agent("ann").answers(200, sdp("audio 7000"));
        s.skip();
    }

    private void annTalks() {
        annPicksUp();
        bob.answers(200, sdp("audio 4000"));
        s.skip();
    }

    private void theyTalkUntilBobHangsUp() {
        bob.reinvites(sdp(2, "audio 4002"));
        s.sent("ann INVITE(o)");
        ann.answers(200, sdp("audio 7000"));
        bob.acks();
        s.skip();
        bob.byes();
        s.sent("bob 200", "ann BYE").events("CallerGone(BYE)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void anAnnouncementTakesNoCallerFromAnAgent() {
        annTalks();
        s.announcement("queue");
        s.sent().events("Refused(queue 491)");
        s.drop("queue");
        s.sent().events();
        theyTalkUntilBobHangsUp();
    }

    @Test
    void norFromAnAgentWhoWasTheFirstLeg() {
        bobCalls();
        s.agent("ann").answers(200, sdp("audio 7000"));
        s.skip();
        s.announcement("queue");
        s.sent().events("Refused(queue 491)");
        bob.acks();
        s.sent();
        theyTalkUntilBobHangsUp();
    }

    @Test
    void norFromAnAgentOfAFormerProcess() {
        annTalks();
        s.crash(2);
        s.skip();
        s.announcement("queue");
        s.sent().events("Refused(queue 491)");
        bob.byes();
        s.over();
    }

    @Test
    void norFromAnAgentWhomTheCallerIsAskedToTake() {
        annPicksUp();
        s.announcement("queue");
        s.sent().events("Refused(queue 491)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        theyTalkUntilBobHangsUp();
    }

    @Test
    void norFromAnAgentWhoWaitsForTheCommit() {
        s.holdSaves();
        bobCalls();
        s.announcement("music").answers(200, sdp("audio 6000"));
        s.saved(true);
        bob.acks();
        s.holdSaves();
        s.agent("ann").answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.announcement("queue");
        s.sent().events("Refused(queue 491)");
        s.saved(true);
        s.sent("ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        theyTalkUntilBobHangsUp();
    }

    @Test
    void norFromAnAgentOfAFormerProcessWhomTheCallerIsAskedToTakeAgain() {
        annPicksUp();
        s.crash(2);
        s.skip();
        s.announcement("queue");
        s.sent().events("Refused(queue 491)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "ann ACK(s)", "music BYE").events("Connected(ann)", "LegEnded(music US)");
        bob.byes();
        s.over();
    }

    @Test
    void itIsDialledBesideAnAgentWhoListensToAnother() {
        bobHearsMusic();
        s.agentHearing("ann", "hint").answers(200, sdp("audio 7000"));
        s.party("hint").answers(200, sdp("audio 9000"));
        s.skip();
        s.announcement("queue").answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.party("hint").byes();
        ann.answers(200, sdp(2, "audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
        s.announcement("again");
        s.sent().events("Refused(again 491)");
        theyTalkUntilBobHangsUp();
    }

    @Test
    void aCallerWhoseAgentHasGoneMayHearOne() {
        annTalks();
        ann.byes();
        s.skip();
        s.announcement("queue").answers(180);
        s.sent("queue INVITE(-)").events("Progress(queue 180)");
        s.end();
        s.sent("queue CANCEL", "bob BYE").events("Dropped(queue)", "CallEnded(ENDED)");
        s.party("queue").answers(487);
        s.over();
    }

    @Test
    void anAgentWhoWasGivenUpMayBeFollowedByAnybody() {
        for (Consumer<Script> late : ANY_CONNECT) {
            LateOrdersTest fresh = new LateOrdersTest();
            fresh.annTalks();
            fresh.s.drop("ann");
            fresh.s.sent("ann BYE").events("LegEnded(ann US)");
            late.accept(fresh.s);
            fresh.s.sent("late INVITE(-)").events();
        }
    }

    @Test
    void nothingIsSetUpBesideTheFirstLeg() {
        for (Consumer<Script> late : ANY_CONNECT) {
            LateOrdersTest fresh = new LateOrdersTest();
            fresh.bobCalls();
            fresh.s.agent("ann").answers(180);
            fresh.s.skip();
            late.accept(fresh.s);
            fresh.s.sent().events("Refused(late 491)");
            fresh.s.holdSaves();
            fresh.ann.answers(200, sdp("audio 7000"));
            fresh.s.take(fresh.s.connect("later", CallOrder.Purpose.ANNOUNCEMENT, Optional.empty()));
            fresh.s.sent().events("Answered(ann)", "Refused(later 491)");
            fresh.s.saved(true);
            fresh.s.sent("ann ACK", "bob 200(s)").events("Connected(ann)");
        }
    }

    @Test
    void nobodyIsDialledForACallerWhoHasGone() {
        for (Consumer<Script> late : ANY_CONNECT) {
            LateOrdersTest fresh = new LateOrdersTest();
            fresh.annTalks();
            fresh.bob.byes();
            fresh.s.skip();
            late.accept(fresh.s);
            fresh.s.sent().events();
            fresh.s.over();
            assertThat(fresh.s.facts()).noneMatch(CallEvent.Refused.class::isInstance);
        }
    }
}
