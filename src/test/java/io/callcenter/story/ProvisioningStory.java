package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.AgentState;
import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.ReloadDifference;
import io.callcenter.core.SavedLogin;
import io.callcenter.core.Signal;
import io.callcenter.core.SkippedRow;
import io.callcenter.core.rules.ContactCenter;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that come, change and go while calls run (docs/design/behaviour.md 1.5, C06 to C08). */
class ProvisioningStory {
    private static Then.Check loginSaved(String agent, boolean loggedIn, boolean row) {
        return scene -> assertThat(scene.recent())
                .contains(new Effect.SaveLogin(new SavedLogin(new AgentId(agent), loggedIn, row)));
    }

    private static Then.Check provisioningReported(Effect.ReportProvisioning wanted) {
        return scene -> assertThat(scene.recent())
                .filteredOn(effect -> effect instanceof Effect.ReportProvisioning)
                .containsExactly(wanted);
    }

    private static Then.Check noAgent(String agent) {
        return scene -> assertThat(scene.board().agent(new AgentId(agent))).isEmpty();
    }

    private static Then.Check flows(String... ids) {
        return scene -> assertThat(scene.board().flows())
                .extracting(row -> row.flow().id().value())
                .containsExactly(ids);
    }

    private static Then.Check agents(String... ids) {
        return scene -> assertThat(scene.board().agents())
                .extracting(row -> row.agent().value())
                .containsExactly(ids);
    }

    @Test
    void aReloadOfTheSameRowsChangesNothing() {
        given(flow("F"), agent("X"), agent("Y").loggedOff())
                .when(callArrives("c1"), agentAnswers("c1"), callArrives("c2"))
                .reload(flow("F"), agent("X"), agent("Y").loggedOff())
                .then(reloaded(), nothing());
    }

    @Test
    void theAnswerNamesWhatChanged() {
        given(flow("F"), flow("G"), agent("X"), agent("Y"))
                .reload(flow("H"), flow("F").priority(1), agent("Z"), agent("X").wrapUp(3))
                .then(
                        reloaded("+flow H", "~flow F", "+agent Z", "~agent X", "-flow G", "-agent Y"),
                        flows("H", "F"),
                        agents("X", "Z"));
    }

    @Test
    void aReloadReportsOnceWhatItChangedAndWhichRowsItLeftOut() {
        SkippedRow bad = new SkippedRow("agents", 3, "W", "location: not a SIP URI: w");
        given(flow("F"), flow("G"), agent("X"), agent("Y"))
                .reloadLeavingOut(
                        bad,
                        flow("H"),
                        flow("F").priority(1),
                        agent("Z"),
                        agent("X").wrapUp(3))
                .then(provisioningReported(new Effect.ReportProvisioning(
                        new ReloadDifference<>(
                                List.of(new FlowId("H")), List.of(new FlowId("F")), List.of(new FlowId("G"))),
                        new ReloadDifference<>(
                                List.of(new AgentId("Z")), List.of(new AgentId("X")), List.of(new AgentId("Y"))),
                        List.of(bad),
                        Scene.START)));
    }

    @Test
    void rowsThatAreLeftOutAgainAreReportedAgainThoughNothingChanged() {
        SkippedRow bad = new SkippedRow("flows", 2, "", "flowid: NULL or blank");
        given(flow("F"), agent("X"))
                .reloadLeavingOut(bad, flow("F"), agent("X"))
                .then(
                        reloaded(),
                        provisioningReported(new Effect.ReportProvisioning(
                                ReloadDifference.none(), ReloadDifference.none(), List.of(bad), Scene.START)));
    }

    @Test
    void theStartReportsOnlyWhatItLeftOut() {
        SkippedRow bad = new SkippedRow("flows", 1, "W", "skill: NULL");
        Signal first = new Signal.Reload(new Provisioning(List.of(), List.of()), List.of(bad));
        assertThat(new ContactCenter(Policy.defaults())
                        .handle(first, Scene.START)
                        .effects())
                .containsExactly(new Effect.ReportProvisioning(
                        ReloadDifference.none(), ReloadDifference.none(), List.of(bad), Scene.START));
    }

    @Test
    void agentsAreListedOfflineByRowAndThenLongestIdleFirst() {
        given(
                        flow("F"),
                        agent("A"),
                        agent("B").loggedOff(),
                        agent("C"),
                        agent("D").loggedOff())
                .then(agents("B", "D", "A", "C"))
                .when(logsIn("B"), logsOut("C"))
                .then(agents("C", "D", "A", "B"))
                .reload(
                        flow("F"),
                        agent("D").loggedOff(),
                        agent("C"),
                        agent("B").loggedOff(),
                        agent("A"))
                .then(reloaded(), agents("D", "C", "A", "B"));
    }

    @Test
    void c06_aRuntimeLoginSurvivesAReloadThatSaysNothingNew() {
        given(flow("F"), agent("X").loggedOff())
                .when(logsIn("X"))
                .then(loginSaved("X", true, false))
                .reload(flow("F"), agent("X").loggedOff())
                .then(reloaded(), nothing(), loggedIn("X", true));
    }

    @Test
    void aRowWhoseLoginChangedOverridesTheRuntimeLogin() {
        given(flow("F"), agent("X").loggedOff())
                .when(logsIn("X"))
                .reload(flow("F"), agent("X"))
                .then(reloaded("~agent X"), loggedIn("X", true), loginSaved("X", true, true), noReports())
                .reload(flow("F"), agent("X").loggedOff())
                .then(loggedIn("X", false), reported("X").offline(), loginSaved("X", false, false));
    }

    @Test
    void withoutLoginPersistenceTheRowAlwaysWins() {
        given(flow("F"), agent("X").loggedOff(), options().rowsOverrideLogins())
                .when(logsIn("X"))
                .then(scene -> assertThat(scene.recent()).noneMatch(effect -> effect instanceof Effect.SaveLogin))
                .reload(flow("F"), agent("X").loggedOff())
                .then(loggedIn("X", false), reported("X").offline())
                .when(logsIn("X"))
                .restart()
                .then(loggedIn("X", false));
    }

    @Test
    void c07_callsOfARemovedFlowAreServedAndThenTheFlowIsGone() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .reload(agent("X").loggedOff())
                .then(
                        reloaded("-flow F"),
                        waits("c1", 0),
                        flow("F", row -> assertThat(row.removed()).isTrue()))
                .when(callArrives("c2"))
                .then(notAdmitted(-3))
                .when(logsIn("X"))
                .then(connect("c1").toAgent("X"))
                .when(agentAnswers("c1"))
                .after(seconds(3))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0), flows());
    }

    @Test
    void aFlowWithoutCallsIsGoneAtOnceAndStartsAnewWhenItComesBack() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), callerCancels("c1"))
                .reload(agent("X"))
                .then(flows())
                .reload(flow("F"), agent("X"))
                .then(
                        reloaded("+flow F"),
                        flow("F", row -> assertThat(row.arrived()).isZero()));
    }

    @Test
    void aRemovedFlowThatComesBackWhileItHasCallsIsTheSameFlow() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"))
                .reload(agent("X"))
                .reload(flow("F").priority(3), agent("X"))
                .then(reloaded("+flow F"), flow("F", row -> {
                    assertThat(row.arrived()).isEqualTo(1);
                    assertThat(row.ongoing()).isEqualTo(1);
                    assertThat(row.removed()).isFalse();
                }))
                .when(callerCancels("c1"))
                .then(flow("F", row -> assertThat(row.ongoing()).isZero()));
    }

    @Test
    void c08_aRemovedAgentFinishesHisCall() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .after(seconds(3))
                .reload(flow("F"))
                .then(reloaded("-agent X"), noAgent("X"), noReports(), noOrders(), is("c1", CallState.TOAGENT))
                .then(totals(all -> assertThat(all.logged()).isZero()))
                .when(logsIn("X"))
                .then(refused(404, "Agent not found"))
                .after(seconds(2))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("X").talked(5), reported("X").offline(), noAgent("X"))
                .after(seconds(60))
                .then(noReports());
    }

    @Test
    void aRemovedAgentWhoComesBackDuringHisCallGoesOnAsBefore() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .reload(flow("F"))
                .reload(flow("F"), agent("X"))
                .then(reloaded("+agent X"), is("X", AgentState.INCALL))
                .when(agentHangsUp("c1"))
                .then(is("X", AgentState.WRAPUP), reported("X").wrapup());
    }

    @Test
    void aRemovedAgentWhoComesBackHasTheLoginOfHisNewRow() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"))
                .reload(flow("F"))
                .reload(flow("F"), agent("X").loggedOff())
                .then(reloaded("+agent X"), loggedIn("X", false), noOrders(), is("c1", CallState.TOAGENT))
                .when(agentHangsUp("c1"))
                .then(cdr("c1").type(0).by("X"), loggedIn("X", false));
    }

    @Test
    void aWrapUpThatBeganWhileTheRowWasAwayEndsWhenTheAgentIsBack() {
        given(flow("F"), agent("X").chatOnly(3))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"), agentAnswers("k2"))
                .reload(flow("F"))
                .when(agentHangsUp("k1"))
                .reload(flow("F"), agent("X").chatOnly(3))
                .when(callerHangsUp("k2"))
                .then(is("X", AgentState.INCHAT))
                .after(seconds(60))
                .then(is("X", AgentState.FREE), reported("X").free());
    }

    @Test
    void aNewAgentWhoCanTakeAWaitingCallGetsItAtTheReload() {
        given(flow("F"), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .reload(flow("F"), agent("X"))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aNewSkillOfAFlowIsThatOfItsWaitingCalls() {
        given(flow("F"), agent("X").skills("t"), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .then(queue("c1"))
                .reload(flow("F").skill("t"), agent("X").skills("t"))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void b21_aWaitingCallKeepsItsSkillThroughReloadsAndTheRemovalOfItsFlow() {
        Then.Check skilled = call("c1", row -> assertThat(row.skill()).isEqualTo("s"));
        given(flow("F"), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .reloadUnchanged()
                .then(skilled)
                .reload(flow("G").skill("z"), flow("H").skill("y"))
                .then(skilled, queue("c1"))
                .reload(flow("H").skill("y"), agent("X").skills("y", "s"))
                .then(connect("c1").toAgent("X"));
    }

    @Test
    void aNewSkillOfAnAgentCountsAtOnce() {
        given(flow("F").skill("t"), agent("X"), options().admitWithoutAgents())
                .when(callArrives("c1"), announcementAnswers("c1"))
                .then(flow("F", row -> assertThat(row.logged()).isZero()))
                .reload(flow("F").skill("t"), agent("X").skills("t", "s"))
                .then(
                        connect("c1").toAgent("X"),
                        flow("F", row -> assertThat(row.logged()).isEqualTo(1)));
    }

    @Test
    void moreChatSlotsCountAtOnceAndFewerNeverEndAChat() {
        given(flow("F"), agent("X").chatOnly(1))
                .when(chatArrives("k1"), agentAnswers("k1"), chatArrives("k2"), announcementAnswers("k2"))
                .then(queue("k2"))
                .reload(flow("F"), agent("X").chatOnly(2))
                .then(
                        connect("k2").toAgent("X"),
                        agent("X", row -> assertThat(row.maxChats()).isEqualTo(2)))
                .reload(flow("F"), agent("X").chatOnly(1))
                .then(noOrders(), chats("X", 2))
                .when(chatArrives("k3"))
                .then(queue("k3"));
    }

    @Test
    void anAgentCanGetAChatLocationByAReload() {
        given(flow("F"), agent("X"))
                .when(chatArrives("k1"), announcementAnswers("k1"))
                .reload(flow("F"), agent("X").alsoChats(2))
                .then(connect("k1").to("sip:X@chat"));
    }

    @Test
    void aLocationThatIsClearedDuringACallLeavesTheCallAlone() {
        given(flow("F"), agent("X").alsoChats(2))
                .when(callArrives("c1"), agentAnswers("c1"))
                .reload(flow("F"), agent("X").chatOnly(2))
                .then(noOrders(), is("c1", CallState.TOAGENT))
                .when(agentHangsUp("c1"))
                .after(seconds(30))
                .when(callArrives("c2"))
                .then(queue("c2"));
    }

    @Test
    void theWrapUpEndInARowIsReadForNewAgentsOnly() {
        given(flow("F"), agent("X"))
                .reload(flow("F"), agent("X").wrapUpEnd(Scene.START.plusSeconds(100)))
                .then(reloaded(), is("X", AgentState.FREE));
    }

    @Test
    void aChangedAgentKeepsHisStateAndFigures() {
        given(flow("F"), agent("X"))
                .when(callArrives("c1"), agentAnswers("c1"), agentHangsUp("c1"))
                .reload(flow("F"), agent("X").wrapUp(99))
                .then(
                        is("X", AgentState.WRAPUP),
                        agent("X", row -> assertThat(row.answered()).isEqualTo(1)))
                .after(seconds(30))
                .then(reported("X").free());
    }

    @Test
    void anAnnouncementForTheAgentThatIsTakenAwayLetsCallsGoAtOnce() {
        given(flow("F").agentAnnouncement("sip:hint@media"), agent("X"))
                .when(callArrives("c1"))
                .then(queue("c1"))
                .reload(flow("F"), agent("X"))
                .then(connect("c1").toAgent("X").in(CallState.TOAGENT));
    }
}
