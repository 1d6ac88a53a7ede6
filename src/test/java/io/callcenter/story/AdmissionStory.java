package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Media;
import io.callcenter.core.MediaOffer;
import io.callcenter.ids.CallId;
import org.junit.jupiter.api.Test;

/** Who is let in, and under which name (docs/design/behaviour.md 2, C04 and C11 to C18). */
class AdmissionStory {
    @Test
    void c04_c11_anUnknownFlowIsRefusedAndNothingIsCounted() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1").in("G"))
                .then(
                        notAdmitted(-3),
                        nothing(),
                        totals(all -> assertThat(all.arrived()).isZero()));
    }

    @Test
    void c12_nobodyLoggedInIsRefusedAndNothingIsCounted() {
        given(flow("F"), agent("X").loggedOff())
                .when(callArrives("c1"))
                .then(
                        notAdmitted(-4),
                        nothing(),
                        totals(all -> assertThat(all.arrived()).isZero()));
    }

    @Test
    void c13_withoutTheRuleACallWaitsThoughNobodyIsLoggedIn() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"))
                .then(
                        done(),
                        waits("c1", 0),
                        call("c1", row -> assertThat(row.estimatedWait()).isEqualTo(2147483647L)),
                        flow("F", row -> assertThat(row.logged()).isZero()));
    }

    @Test
    void c14_theMediumOfTheOfferIsTheMediumOfTheCall() {
        given(flow("F"), agent("X").alsoChats(4), agent("Y").chatOnly(4))
                .when(callArrives("c1"), chatArrives("c2"))
                .then(
                        call("c1", row -> assertThat(row.media()).isEqualTo(Media.AUDIO)),
                        call("c2", row -> assertThat(row.media()).isEqualTo(Media.CHAT)),
                        connect("c1").to("sip:X@agents"),
                        connect("c2").to("sip:Y@chat"));
    }

    @Test
    void c15_withoutAUsableMediumACallIsRefusedAndNotCounted() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1").offering(MediaOffer.UNSUPPORTED))
                .then(notAdmitted(-7), nothing())
                .when(callArrives("c1").offering(MediaOffer.NO_SDP))
                .then(
                        notAdmitted(-6),
                        nothing(),
                        totals(all -> assertThat(all.arrived()).isZero()));
    }

    @Test
    void aCallerWithoutAReadableNameIsRefusedBeforeAnythingElse() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1").in("G").fromUri(" "))
                .then(notAdmitted(-2), nothing());
    }

    @Test
    void c16_thePrefixStandsBeforeTheCallersNameOnEveryAgentLeg() {
        given(flow("F").prefix("Sales"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1").from("1", "Bob"), announcementAnswers("c1"), logsIn("X"))
                .then(connect("c1").toAgent("X").named("Sales Bob"))
                .when(agentRefuses("c1"), logsOut("X"))
                .after(seconds(30))
                .when(logsIn("X"))
                .then(connect("c1").toAgent("X").named("Sales Bob"));
    }

    @Test
    void c16_thePrefixIsThereForAnAgentWhoIsRungAtOnce() {
        given(flow("F").prefix("Sales"), agent("X"))
                .when(callArrives("c1").from("1", "Bob"))
                .then(connect("c1").toAgent("X").named("Sales Bob"));
    }

    @Test
    void c17_withoutADisplayNameTheUserPartIsTheName() {
        given(flow("F").prefix("Sales"), flow("G"), agent("X"), agent("Y"))
                .when(callArrives("c1").from("1", ""), callArrives("c2").in("G").from("2", ""))
                .then(
                        connect("c1").named("Sales 1"),
                        call("c1", row -> assertThat(row.callerName()).isEqualTo("Sales 1")),
                        connect("c2").named("2"));
    }

    @Test
    void aLongNameIsNotCut() {
        String name = "ä".repeat(200);
        given(flow("F").prefix("Sales"), agent("X"))
                .when(callArrives("c1").from("1", name))
                .then(connect("c1").named("Sales " + name));
    }

    @Test
    void c18_theOpaqueValueGoesIntoEveryLegAndIsSaved() {
        given(flow("F").welcome("sip:w@media"), agent("X"))
                .when(callArrives("c1").with("abc"))
                .then(
                        connect("c1").to("sip:w@media").carrying("abc"),
                        scene -> assertThat(scene.saved("c1").orElseThrow().param())
                                .isEqualTo("abc"))
                .when(announcementAnswers("c1"), announcementEnds("c1"))
                .then(connect("c1").toAgent("X").carrying("abc"));
    }

    @Test
    void theSameCallArrivingTwiceIsOneCall() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .when(callArrives("c1"))
                .then(done(), nothing(), totals(all -> assertThat(all.arrived()).isEqualTo(1)));
    }

    @Test
    void aLegsNameHasOnlyLettersThatFitAUri() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1@host:5060 x"))
                .then(scene -> assertThat(scene.wires().agent("c1@host:5060 x").value())
                        .isEqualTo("c1-host-5060-x-1"));
    }

    @Test
    void aTransportFailureOfTheFirstAgentLegIsARefusalAndNobodyStaysBusy() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentRefuses("c1", 503))
                .then(
                        cdr("c1").rejectedBy("X"),
                        is("X", AgentState.WRAPUP),
                        is("c1", CallState.QUEUED),
                        connect("c1").to("sip:queue-F@media"));
    }

    @Test
    void twoCallsAtOnceGetTwoAgents() {
        given(flow("F"), agent("X"), agent("Y"))
                .when(callArrives("c1"), callArrives("c2"), callArrives("c3"))
                .then(
                        connect("c1").toAgent("X"),
                        connect("c2").toAgent("Y"),
                        queue("c3"),
                        totals(all -> assertThat(all.ongoing()).isEqualTo(3)),
                        scene -> assertThat(scene.board().calls())
                                .extracting(row -> row.call())
                                .containsExactly(new CallId("c3"), new CallId("c2"), new CallId("c1")));
    }
}
