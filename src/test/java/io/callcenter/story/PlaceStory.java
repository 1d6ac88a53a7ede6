package io.callcenter.story;

import static io.callcenter.story.Given.*;
import static io.callcenter.story.Then.*;
import static io.callcenter.story.When.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.CallState;
import io.callcenter.core.Effect;
import io.callcenter.core.PlaceMessage;
import io.callcenter.core.PlacePolicy;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Callers who wait learn their place again and again. */
class PlaceStory {
    private static final PlaceMessage EACH_HALF_MINUTE =
            new PlaceMessage(PlaceMessage.By.URI, "sip:place@media", Duration.ofSeconds(60), Duration.ofSeconds(30));

    /** c1 and c2 hear the queue announcement; nobody takes them. */
    private static Scene waiting(Given.Part... more) {
        Given.Part[] all = new Given.Part[more.length + 4];
        all[0] = flow("F");
        all[1] = agent("X").loggedOff();
        all[2] = options().admitWithoutAgents().positionParameter("pos");
        all[3] = Planned.plan().message(EACH_HALF_MINUTE);
        System.arraycopy(more, 0, all, 4, more.length);
        return given(all)
                .when(callArrives("c1").in("F"), callArrives("c2").in("F"))
                .when(announcementAnswers("c1"), announcementAnswers("c2"));
    }

    private static List<String> dialed(Scene scene) {
        return scene.recent().stream()
                .filter(Effect.Connect.class::isInstance)
                .map(effect -> ((Effect.Connect) effect).call() + " " + ((Effect.Connect) effect).uri())
                .toList();
    }

    private static Scene told() {
        return waiting()
                .after(seconds(61))
                .then(scene -> assertThat(dialed(scene))
                        .containsExactlyInAnyOrder("c1 sip:place@media;pos=0", "c2 sip:place@media;pos=1"))
                .when(announcementAnswers("c1"), announcementAnswers("c2"));
    }

    @Test
    void t58_theMessageComesAndThenTheQueueAnnouncementAgainAndThePlaceIsKept() {
        told().then(waits("c1", 0), waits("c2", 1))
                .after(seconds(5))
                .when(announcementEnds("c1"))
                .then(connect("c1").to("sip:queue-F@media"), waits("c1", 0), is("c1", CallState.QUEUED));
    }

    @Test
    void aPlaceThatIsNoBetterIsNotToldAgain() {
        told().when(announcementEnds("c1"), announcementEnds("c2"))
                .when(announcementAnswers("c1"), announcementAnswers("c2"))
                .after(seconds(31))
                .then(noOrders())
                .when(callerHangsUp("c1"))
                .after(seconds(31))
                .then(scene -> assertThat(dialed(scene)).containsExactly("c2 sip:place@media;pos=0"));
    }

    @Test
    void t58_anAgentWhoIsFreeCutsTheMessage() {
        told().when(logsIn("X")).then(connect("c1").toAgent("X"), is("c1", CallState.TOAGENT));
    }

    @Test
    void t58_aCallerMayHangUpInIt() {
        told().when(callerHangsUp("c1")).then(cdr("c1").type(1), waits("c2", 0));
    }

    @Test
    void afterThreeFailuresItIsTriedNoMore() {
        Scene scene = waiting();
        int tried = 0;
        for (int i = 0; i < 8; i++) {
            scene.after(seconds(i == 0 ? 61 : 31));
            boolean dialed = dialed(scene).stream().anyMatch(line -> line.startsWith("c2 sip:place"));
            tried += dialed ? 1 : 0;
            if (dialed) {
                scene.when(announcementRefuses("c2", 404));
            }
            scene.when(callArrives("h" + i).in("F"), announcementAnswers("h" + i));
            if (i < 6) {
                scene.then(is("c2", CallState.QUEUED));
            }
        }
        assertThat(tried).isBetween(1, 3);
    }

    @Test
    void noMoreThanSoManyAreToldInASecond() {
        waiting(options().admitWithoutAgents().positionParameter("pos").places(new PlacePolicy("", 1)))
                .after(seconds(60))
                .then(scene -> assertThat(dialed(scene)).hasSize(1))
                .after(seconds(1))
                .then(scene -> assertThat(dialed(scene)).hasSize(1))
                .after(seconds(1))
                .then(noOrders());
    }

    @Test
    void theServerOfTheQueueAnnouncementMayBeToldInstead() {
        given(
                        flow("F"),
                        agent("X").loggedOff(),
                        options().admitWithoutAgents(),
                        Planned.plan()
                                .message(new PlaceMessage(
                                        PlaceMessage.By.INFO, "", Duration.ZERO, Duration.ofSeconds(30))))
                .when(callArrives("c1").in("F"))
                .when(announcementAnswers("c1"))
                .after(seconds(31))
                .then(scene -> assertThat(scene.recent().stream().filter(Effect.Inform.class::isInstance))
                        .containsExactly(
                                new Effect.Inform(new CallId("c1"), new LegId("c1-1"), 0, OptionalInt.empty())));
    }

    @Test
    void withoutASettingNobodyIsTold() {
        given(flow("F"), agent("X").loggedOff(), options().admitWithoutAgents())
                .when(callArrives("c1").in("F"))
                .when(announcementAnswers("c1"))
                .after(seconds(300))
                .then(noOrders());
    }

    @Test
    void asManyAreToldInASecondAsMayBe() {
        Scene scene =
                waiting(options().admitWithoutAgents().positionParameter("pos").places(new PlacePolicy("", 20)));
        for (int i = 3; i <= 45; i++) {
            scene.when(callArrives("c" + i).in("F"), announcementAnswers("c" + i));
        }
        scene.after(seconds(60))
                .after(seconds(1))
                .then(told -> assertThat(dialed(told)).hasSizeBetween(19, 21))
                .after(seconds(2))
                .then(told -> assertThat(dialed(told)).hasSizeBetween(20, 25));
    }

    @Test
    void whoIsMovedIsToldAnew() {
        told().when(announcementEnds("c1"), announcementEnds("c2"))
                .when(announcementAnswers("c1"), announcementAnswers("c2"))
                .when(operatorTransfers("c1", named("F")))
                .when(announcementAnswers("c1"))
                .then(waits("c1", 1))
                .after(seconds(61))
                .then(scene -> assertThat(dialed(scene)).contains("c1 sip:place@media;pos=1"));
    }
}
