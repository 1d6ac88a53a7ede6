package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.app.CallingAgents;
import io.callcenter.core.AgentSettings;
import io.callcenter.ids.AgentId;
import org.junit.jupiter.api.Test;

/** Which agent somebody is who calls. */
class SenderStory {
    private static Then.Check sends(String uri, String agent) {
        return scene -> assertThat(scene.board().sender(uri)).as(uri).contains(new AgentId(agent));
    }

    private static Then.Check isNobody(String... uris) {
        return scene -> assertThat(uris)
                .allSatisfy(uri -> assertThat(scene.board().sender(uri)).isEmpty());
    }

    @Test
    void anAgentIsKnownByTheAddressOfTheirPhoneAndByTheirIdentities() {
        given(flow("F"), agent("X").alsoCallsFrom("sip:500@pbx", "tel:+4930"), agent("B"))
                .then(
                        sends("sip:X@agents", "X"),
                        sends("sips:X@AGENTS;transport=tls", "X"),
                        sends("sip:500@pbx", "X"),
                        sends("tel:+4930;x=y", "X"),
                        sends("sip:B@agents", "B"),
                        isNobody("sip:x@agents", "sip:X@agents:5070", "sip:501@pbx", "", "X", "sip:"));
    }

    @Test
    void onlyThoseWhoAreLoggedInAreKnown() {
        given(flow("F"), agent("X").loggedOff().alsoCallsFrom("sip:500@pbx"))
                .then(isNobody("sip:X@agents", "sip:500@pbx"))
                .when(logsIn("X"))
                .then(sends("sip:X@agents", "X"), sends("sip:500@pbx", "X"))
                .when(logsOut("X"))
                .then(isNobody("sip:X@agents", "sip:500@pbx"));
    }

    @Test
    void ofTwoWhoShareAPhoneItIsTheOneWhoIsThere() {
        given(
                        flow("F"),
                        agent("A").location("sip:desk@agents").loggedOff(),
                        agent("B").location("sip:desk@agents"))
                .then(sends("sip:desk@agents", "B"))
                .when(logsIn("A"))
                .then(sends("sip:desk@agents", "A"))
                .when(logsOut("A"))
                .then(sends("sip:desk@agents", "B"));
    }

    @Test
    void aReloadBringsOtherAddressesAndTakesThoseWhoAreGone() {
        given(flow("F"), agent("X").alsoCallsFrom("sip:500@pbx"), agent("B"))
                .reload(flow("F"), agent("X").location("sip:new@agents").alsoCallsFrom("sip:600@pbx"))
                .then(
                        sends("sip:new@agents", "X"),
                        sends("sip:600@pbx", "X"),
                        isNobody("sip:X@agents", "sip:500@pbx", "sip:B@agents"))
                .reload(flow("F"), agent("B"))
                .then(sends("sip:B@agents", "B"), isNobody("sip:new@agents", "sip:600@pbx"));
    }

    @Test
    void nobodysWordCountsUnlessSourcesAreNamed() {
        given(flow("F"), agent("X")).then(scene -> {
            assertThat(new CallingAgents(scene.board(), true).of("sip:X@agents"))
                    .contains(new AgentId("X"));
            assertThat(new CallingAgents(scene.board(), false).of("sip:X@agents"))
                    .isEmpty();
        });
    }

    @Test
    void copiesOfVersionsThatKnewNoIdentitiesHaveNone() {
        assertThat(new AgentSettings("7", AgentSettings.Right.AS_ALL, 1, false, false, null))
                .isEqualTo(new AgentSettings("7", AgentSettings.Right.AS_ALL));
    }
}
