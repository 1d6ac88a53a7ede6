package io.callcenter.b2b.leg;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.ids.LegId;
import io.callcenter.message.Field;
import io.callcenter.plain.PlainBody;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent transfers the caller by REFER: the legs' side of cases T01 to T45. */
class ReferTest {
    private final Script s = new Script();
    private final Party bob = s.party("bob");
    private Party ann;

    @BeforeEach
    void bobTalksToAnn() {
        bob.invites(sdp("audio 4000"));
        s.announcement("music").answers(200, sdp("audio 6000"));
        bob.acks();
        ann = s.agent("ann");
        ann.answers(200, sdp("audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.skip();
    }

    private void annRefers() {
        ann.refers("<sip:joe@example.net>");
        s.sent().events("Referred(ann sip:joe@example.net)");
        s.answerRefer("ann", 202);
        s.sent("ann 202", "ann NOTIFY(100)");
        ann.answersTo("NOTIFY", 200);
    }

    private Party joeRings() {
        Party joe = s.agent("joe");
        joe.answers(180);
        s.sent("joe INVITE(-)", "ann NOTIFY(180)").events("Progress(joe 180)");
        ann.answersTo("NOTIFY", 200);
        return joe;
    }

    private void joeIsJoined(Party joe) {
        joe.answers(200, sdp("audio 8000"));
        s.sent("bob INVITE(o)").events("Answered(joe)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "joe ACK(s)").events("Connected(joe)", "LegEnded(ann US)");
    }

    @Test
    void t01_theCallerGoesToTheMusicOfAnotherFlowAndTheAgentIsToldBeforeTheirBye() {
        annRefers();
        Party flow = s.music("flow");
        flow.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("flow INVITE(-)", "bob INVITE(o)", "bob ACK", "flow ACK(s)")
                .events("Answered(flow)", "Connected(flow)", "LegEnded(ann US)");
        s.tell("ann", 200);
        s.sent("ann NOTIFY(200)");
        ann.answersTo("NOTIFY", 200);
        s.sent();
        s.after(1);
        s.sent("ann BYE");
        assertThat(ann.last("BYE").headers().first("Reason")).contains("SIP;cause=200;text=\"transferred\"");
        bob.byes();
        s.over();
    }

    @Test
    void somebodyOutsideLearnsTheAddressOfTheCenterWhereThatIsSet() {
        Script own =
                new Script(LegSettings.defaults().with(SetupRules.DEFAULT.withOutsideFrom("sip:4930@center.example")));
        Party caller = own.party("bob");
        caller.invites(sdp("audio 4000"));
        own.announcement("music").answers(200, sdp("audio 6000"));
        caller.acks();
        own.agent("ann").answers(200, sdp("audio 7000"));
        caller.answers(200, sdp("audio 4000"));
        Party number = own.outside("number");

        assertThat(number.last("INVITE").from().uri()).isEqualTo("sip:4930@center.example");
        assertThat(number.last("INVITE").from().display()).isEmpty();
    }

    @Test
    void t02_anotherAgentAnswersAndTheFirstIsToldHowItRangAndEnded() {
        annRefers();
        Party joe = joeRings();
        joeIsJoined(joe);
        s.tell("ann", 200);
        s.sent("ann NOTIFY(200)");
        assertThat(ann.last("NOTIFY").headers().first("Event")).contains("refer");
        assertThat(ann.last("NOTIFY").headers().first("Subscription-State")).contains("terminated;reason=noresource");
        assertThat(ann.last("NOTIFY").body().type()).isEqualTo("message/sipfrag;version=2.0");
        assertThat(ann.last("NOTIFY").body().text()).isEqualTo("SIP/2.0 200 OK\r\n");
        ann.answersTo("NOTIFY", 200);
        ann.byes();
        s.sent("ann 200").events();
        bob.byes();
        s.sent("bob 200", "joe BYE").events("CallerGone(BYE)", "LegEnded(joe US)", "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void t04_aTargetThatRefusesLeavesCallerAndAgentTogether() {
        annRefers();
        Party joe = joeRings();
        joe.answers(486);
        s.sent().events("Refused(joe 486)");
        s.tell("ann", 486);
        s.sent("ann NOTIFY(486)");
        ann.answersTo("NOTIFY", 200);
        s.after(10);
        s.sent();
        ann.infos("Signal=5");
        s.sent("bob INFO(Signal=5)");
        bob.byes();
        s.over();
    }

    private Party queueWhileJoeRings() {
        Party queue = s.announcement("queue");
        queue.answers(200, sdp("audio 6200"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("queue INVITE(-)", "bob INVITE(o)", "bob ACK", "queue ACK(s)", "ann INVITE(o)")
                .events("Answered(queue)", "Connected(queue)");
        assertThat(ann.hears()).contains("inactive");
        ann.answers(200, sdp(2, "audio 7000 inactive"));
        s.sent("ann ACK");
        return queue;
    }

    @Test
    void t03_aCallerWhoHearsMusicWhileTheTargetRingsIsJoinedToItAndTheMusicEnds() {
        annRefers();
        Party joe = joeRings();
        queueWhileJoeRings();
        joe.answers(200, sdp("audio 8000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "joe ACK(s)", "queue BYE")
                .events("Answered(joe)", "Connected(joe)", "LegEnded(queue US)", "LegEnded(ann US)");
        s.tell("ann", 200);
        ann.answersTo("NOTIFY", 200);
        s.after(1);
        s.sent("ann NOTIFY(200)", "ann BYE");
        bob.byes();
        s.over();
    }

    @Test
    void t03_anAgentWhoHoldsAlreadyIsNotAskedAgain() {
        ann.reinvites(sdp(2, "audio 7000 sendonly"));
        bob.answers(200, sdp("audio 4000 recvonly"));
        ann.acks();
        s.skip();
        annRefers();
        joeRings();
        s.announcement("queue").answers(200, sdp("audio 6200"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("queue INVITE(-)", "bob INVITE(o)", "bob ACK", "queue ACK(s)");
    }

    @Test
    void t04_aCallerWhoHearsMusicComesBackWhenTheTargetRefuses() {
        annRefers();
        Party joe = joeRings();
        queueWhileJoeRings();
        joe.answers(486);
        s.tell("ann", 486);
        s.sent("ann INVITE(-)", "ann NOTIFY(486)").events("Refused(joe 486)");
        ann.answersTo("NOTIFY", 200);
        ann.answers(200, sdp(3, "audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "ann ACK(s)", "queue BYE").events("Returned(ann)", "LegEnded(queue US)");
        s.after(20);
        s.sent();
        bob.byes();
        s.over();
    }

    @Test
    void t04_anAgentWhoCannotTakeTheCallerBackIsEndedAndTheMusicStays() {
        annRefers();
        Party joe = joeRings();
        queueWhileJoeRings();
        joe.answers(486);
        s.tell("ann", 486);
        ann.answersTo("NOTIFY", 200);
        ann.answers(500);
        s.sent("ann INVITE(-)", "ann NOTIFY(486)", "ann BYE").events("Refused(joe 486)", "LegEnded(ann RETURN_FAILED)");
        bob.byes();
        s.over();
    }

    @Test
    void t07_anAgentWhoWaitsAsideMayHangUp() {
        annRefers();
        Party joe = joeRings();
        queueWhileJoeRings();
        ann.byes();
        s.sent("ann 200").events("LegEnded(ann PEER)");
        joe.answers(486);
        s.tell("ann", 486);
        s.sent().events("Refused(joe 486)");
        bob.byes();
        s.over();
    }

    @Test
    void t16_anAgentWhoResumesAsideTakesTheCallBack() {
        annRefers();
        joeRings();
        queueWhileJoeRings();
        ann.reinvites(sdp(3, "audio 7000"));
        s.sent("joe CANCEL", "ann 491").events("Dropped(joe)", "TakenBack(ann)");
        s.tell("ann", 487);
        s.sent("ann INVITE(-)", "ann NOTIFY(487)");
        ann.answers(200, sdp(4, "audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.events("Returned(ann)", "LegEnded(queue US)");
    }

    @Test
    void t45_afterACrashTheCallerComesBackFromTheMusic() {
        annRefers();
        joeRings();
        queueWhileJoeRings();
        s.crash(5);
        s.sent("joe CANCEL").events("Dropped(joe)");
        s.tell("ann", 503);
        s.sent("ann INVITE(-)", "ann NOTIFY(503)");
        ann.answers(200, sdp(3, "audio 7000"));
        bob.answers(200, sdp("audio 4000"));
        s.events("Returned(ann)", "LegEnded(queue US)");
    }

    @Test
    void t10_aCallerWhoHangsUpWhileTheyHearMusicEndsAll() {
        annRefers();
        joeRings();
        queueWhileJoeRings();
        bob.byes();
        s.sent("bob 200", "joe CANCEL", "queue BYE", "ann NOTIFY(487)")
                .events(
                        "CallerGone(BYE)",
                        "Dropped(joe)",
                        "LegEnded(queue US)",
                        "LegEnded(ann US)",
                        "CallEnded(CALLER_GONE)");
        s.over();
    }

    @Test
    void t06_anAgentWhoHangsUpAtOnceIsToldNothingMoreAndTheTargetRingsOn() {
        annRefers();
        s.agent("joe");
        ann.byes();
        s.sent("joe INVITE(-)", "ann 200").events("LegEnded(ann PEER)");
        s.tell("ann", 487);
        s.sent();
        s.party("joe").answers(200, sdp("audio 8000"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob INVITE(o)", "bob ACK", "joe ACK(s)").events("Answered(joe)", "Connected(joe)");
        bob.byes();
        s.over();
    }

    @Test
    void t08_aByeThatCrossesTheLastNotifyIsTheOnlyOne() {
        annRefers();
        joeIsJoined(joeRings());
        s.tell("ann", 200);
        ann.byes();
        ann.answersTo("NOTIFY", 481);
        s.after(10);
        s.sent("ann NOTIFY(200)", "ann 200");
        bob.byes();
        s.over();
    }

    @Test
    void t09_ourByeWaitsForTheAnswerToTheLastNotifyButNotForEver() {
        annRefers();
        joeIsJoined(joeRings());
        s.tell("ann", 200);
        s.sent("ann NOTIFY(200)");
        s.after(3);
        ann.answersTo("NOTIFY", 200);
        s.sent();
        s.after(0.9);
        s.sent();
        s.after(0.1);
        s.sent("ann BYE");
        bob.byes();
        s.over();
    }

    @Test
    void t09_aNotifyThatIsNeverAnsweredDelaysOurByeByFiveSeconds() {
        annRefers();
        joeIsJoined(joeRings());
        s.tell("ann", 200);
        s.after(4.9);
        s.sent("ann NOTIFY(200)");
        s.after(0.1);
        s.sent("ann BYE");
        bob.byes();
        s.over();
    }

    @Test
    void t10_aCallerWhoHangsUpWhileTheTargetRingsEndsBothAndTheAgentIsTold() {
        annRefers();
        joeRings();
        bob.byes();
        s.sent("bob 200", "joe CANCEL", "ann NOTIFY(487)")
                .events("CallerGone(BYE)", "Dropped(joe)", "LegEnded(ann US)", "CallEnded(CALLER_GONE)");
        ann.answersTo("NOTIFY", 200);
        s.after(1);
        s.sent("ann BYE");
        s.party("joe").answers(487);
        s.over();
    }

    @Test
    void t11_aCallerWhoHangsUpAsTheTargetAnswersEndsItToo() {
        annRefers();
        Party joe = joeRings();
        joe.answers(200, sdp("audio 8000"));
        bob.byes();
        s.after(1);
        assertThat(joe.wasAsked("BYE")).isTrue();
        assertThat(ann.last("NOTIFY").body().text()).startsWith("SIP/2.0 487");
        s.over();
    }

    @Test
    void t13_aReferIsTakenWhileTheAgentsOwnHoldIsOpen() {
        ann.reinvites(sdp(2, "audio 7000 sendonly"));
        s.sent("bob INVITE(o)");
        ann.refers("<sip:joe@example.net>");
        s.answerRefer("ann", 202);
        s.sent("ann 202", "ann NOTIFY(100)").events("Referred(ann sip:joe@example.net)");
    }

    @Test
    void t12_theTargetIsJoinedAfterTheHoldThatIsUnderWay() {
        annRefers();
        Party joe = joeRings();
        ann.reinvites(sdp(2, "audio 7000 sendonly"));
        joe.answers(200, sdp("audio 8000"));
        s.sent("bob INVITE(o)").events("Answered(joe)");
        bob.answers(200, sdp("audio 4000 recvonly"));
        ann.acks();
        s.sent("bob ACK", "ann 200(s)", "bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.events("Connected(joe)", "LegEnded(ann US)");
    }

    @Test
    void t14_theCallersOfferThatCrossesOursDelaysTheJoinByTwoSecondsAtMost() {
        annRefers();
        Party joe = joeRings();
        joe.answers(200, sdp("audio 8000"));
        bob.reinvites(sdp(2, "audio 4002"));
        s.sent("bob INVITE(o)", "bob 491").events("Answered(joe)");
        bob.answers(491);
        s.sent().events();
        s.after(2);
        s.sent("bob INVITE(o)");
        bob.answers(200, sdp("audio 4000"));
        s.sent("bob ACK", "joe ACK(s)").events("Connected(joe)", "LegEnded(ann US)");
    }

    @Test
    void t16_anAgentWhoResumesTakesTheCallBack() {
        ann.reinvites(sdp(2, "audio 7000 sendonly"));
        bob.answers(200, sdp("audio 4000 recvonly"));
        ann.acks();
        s.skip();
        annRefers();
        joeRings();
        ann.reinvites(sdp(3, "audio 7000"));
        s.sent("joe CANCEL", "bob INVITE(o)").events("Dropped(joe)", "TakenBack(ann)");
        bob.answers(200, sdp("audio 4000"));
        ann.acks();
        s.tell("ann", 487);
        s.sent("bob ACK", "ann 200(s)", "ann NOTIFY(487)").events();
        ann.answersTo("NOTIFY", 200);
        s.after(20);
    }

    @Test
    void t17_anAgentWhoResumesTooLateIsToldSoAndTheTransferCompletes() {
        ann.reinvites(sdp(2, "audio 7000 sendonly"));
        bob.answers(200, sdp("audio 4000 recvonly"));
        ann.acks();
        s.skip();
        annRefers();
        Party joe = joeRings();
        joe.answers(200, sdp("audio 8000"));
        ann.reinvites(sdp(3, "audio 7000"));
        s.sent("bob INVITE(o)", "ann 491").events("Answered(joe)");
        bob.answers(200, sdp("audio 4000"));
        s.events("Connected(joe)", "LegEnded(ann US)");
    }

    @Test
    void t18_aSecondReferIsRefusedWhileTheFirstIsOpenAndHasItsOwnEventAfterwards() {
        annRefers();
        ann.refers("<sip:eve@example.net>");
        s.sent("ann 491").events();
        s.tell("ann", 404);
        s.sent("ann NOTIFY(404)");
        ann.refers("<sip:eve@example.net>");
        s.answerRefer("ann", 202);
        s.sent("ann 202", "ann NOTIFY(100)").events("Referred(ann sip:eve@example.net)");
        assertThat(ann.last("NOTIFY").headers().first("Event").orElseThrow()).matches("refer;id=\\d+");
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:a@example.net>;x=1, 0",
        "sip:a@example.net, 0",
        "tel:+4930555, 0",
        "'<sip:a@example.net>, <sip:b@example.net>', 400",
        "<>, 400",
        "http://example.net/, 416",
        "<sip:a@example.net;method=BYE>, 403",
        "<sip:a@example.net;method=INVITE>, 0"
    })
    void t22_aReferToThatNamesNoOneToCallIsRefused(String target, int code) {
        ann.refers(target);
        if (code == 0) {
            s.sent();
            assertThat(s.lastFact(CallEvent.Referred.class)).isNotNull();
        } else {
            s.sent("ann " + code).events();
        }
    }

    @Test
    void aTargetWithFieldsButWithoutBracketsIsReadAsAWhole() {
        ann.refers("sip:a@example.net;transport=udp?Replaces=1%40x%3Bto-tag%3Da%3Bfrom-tag%3Db");
        CallEvent.Referred fact = s.lastFact(CallEvent.Referred.class);
        assertThat(fact.target()).isEqualTo("sip:a@example.net;transport=udp");
        assertThat(fact.replaces()).isEqualTo("1@x;to-tag=a;from-tag=b");
    }

    @Test
    void t23_ofTheFieldsInTheTargetOnlyReplacesIsKept() {
        ann.refers("<sip:a@example.net?Replaces=1%40x%3Bto-tag%3Da%3Bfrom-tag%3Db&Route=%3Csip%3Ae%3E&From=x>");
        CallEvent.Referred fact = s.lastFact(CallEvent.Referred.class);
        assertThat(fact.target()).isEqualTo("sip:a@example.net");
        assertThat(fact.replaces()).isEqualTo("1@x;to-tag=a;from-tag=b");
    }

    @Test
    void t23_whatGoesWithTheCallerIsInTheTargetOrElseInTheRefer() {
        ann.refers(
                "<sip:a@example.net?User-to-User=1%3Bencoding%3Dhex%0D%0AX-Evil%3A1&X-Other=2>",
                "User-to-User", "2;encoding=hex", "X-Other", "3");
        assertThat(s.lastFact(CallEvent.Referred.class).passed())
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.name()).isEqualTo("User-to-User");
                    assertThat(field.value().toString())
                            .startsWith("1;encoding=hex")
                            .doesNotContain("\n");
                });
        s.answerRefer("ann", 403);
        ann.refers("<sip:a@example.net>", "User-to-User", "2;encoding=hex");
        assertThat(s.lastFact(CallEvent.Referred.class).passed())
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly("User-to-User=2;encoding=hex");
    }

    @Test
    void t24_whoRefersIsTakenOverAndASilentReferHasNoNotify() {
        ann.refers("<sip:joe@example.net>", "Referred-By", "<sip:ann@example.net>", "Refer-Sub", "false");
        assertThat(s.lastFact(CallEvent.Referred.class).referredBy()).isEqualTo("<sip:ann@example.net>");
        s.answerRefer("ann", 202);
        s.sent("ann 202");
        assertThat(ann.lastResponse().headers().first("Refer-Sub")).contains("false");
        Party joe = s.agent("joe");
        joe.answers(200, sdp("audio 8000"));
        bob.answers(200, sdp("audio 4000"));
        s.tell("ann", 200);
        s.after(1);
        s.sent("joe INVITE(-)", "bob INVITE(o)", "bob ACK", "joe ACK(s)", "ann BYE");
    }

    @ParameterizedTest
    @CsvSource({"explicitsub, 420", "nosub, 420", "norefersub, 0"})
    void t24_extensionsThatAreNotKnownAreRefused(String tag, int code) {
        ann.refers("<sip:joe@example.net>", "Require", tag);
        s.sent(code == 0 ? new String[0] : new String[] {"ann " + code});
    }

    @Test
    void t25_aCallerOrAnAnnouncementMayNotRefer() {
        bob.refers("<sip:joe@example.net>");
        s.sent("bob 405").events();
    }

    @Test
    void anAnswerThatTakesLongerThanTwoSecondsIsGivenByNotify() {
        ann.refers("<sip:joe@example.net>");
        s.after(2);
        s.sent("ann 202", "ann NOTIFY(100)");
        s.answerRefer("ann", 404);
        s.sent("ann NOTIFY(404)");
        ann.refers("<sip:joe@example.net>");
        s.answerRefer("ann", 486);
        s.sent("ann 486");
    }

    @Test
    void t39_aReplacesOfTheOrderIsSentWithItsRequire() {
        annRefers();
        Field replaces = Field.of("Replaces", "1@x;to-tag=a;from-tag=b");
        CallOrder.Connect plain = s.connect("joe", CallOrder.Purpose.AGENT, Optional.empty());
        s.take(new CallOrder.Connect(
                plain.call(),
                new LegId("joe"),
                plain.purpose(),
                plain.target(),
                "",
                List.of(replaces),
                Optional.empty()));
        Party joe = s.party("joe");
        assertThat(joe.last("INVITE").headers().first("Replaces")).contains("1@x;to-tag=a;from-tag=b");
        assertThat(joe.last("INVITE").headers().first("Require")).contains("replaces");
    }

    @Test
    void t43_somebodyOutsideIsJoinedAsAnAgentIs() {
        annRefers();
        Party number = s.outside("number");
        number.answers(200, sdp("audio 8000"));
        bob.answers(200, sdp("audio 4000"));
        s.tell("ann", 200);
        s.sent("number INVITE(-)", "bob INVITE(o)", "bob ACK", "number ACK(s)", "ann NOTIFY(200)")
                .events("Answered(number)", "Connected(number)", "LegEnded(ann US)");
        number.refers("<sip:joe@example.net>");
        s.sent("number 405");
        number.byes();
        s.sent("number 200").events("LegEnded(number PEER)");
    }

    @Test
    void t44_byCommandTheAgentGetsByeWithoutAReferToTellOf() {
        Party flow = s.music("flow");
        flow.answers(200, sdp("audio 6100"));
        bob.answers(200, sdp("audio 4000"));
        s.sent("flow INVITE(-)", "bob INVITE(o)", "bob ACK", "flow ACK(s)", "ann BYE")
                .events("Answered(flow)", "Connected(flow)", "LegEnded(ann US)");
    }

    @Test
    void t45_afterACrashATransferUnderWayIsRolledBackAndItsEndIsTold() {
        annRefers();
        joeRings();
        s.crash(5);
        s.sent("joe CANCEL").events("Dropped(joe)");
        s.tell("ann", 503);
        s.sent("ann NOTIFY(503)");
        ann.infos("Signal=5");
        s.sent("bob INFO(Signal=5)");
    }

    @Test
    void t45_afterACrashTheAgentWhomTheCallerHasLeftIsToldAndEnded() {
        annRefers();
        joeIsJoined(joeRings());
        s.crash(5);
        s.sent("ann NOTIFY(200)");
        ann.answersTo("NOTIFY", 200);
        s.after(1);
        s.sent("ann BYE");
        bob.byes();
        s.over();
    }

    @Test
    void t45_afterACrashAnAgentWhoHasNotAnsweredTheLastNotifyIsToldAgainBeforeTheBye() {
        annRefers();
        joeIsJoined(joeRings());
        s.tell("ann", 200);
        s.sent("ann NOTIFY(200)");
        s.crash(20);
        s.sent("ann NOTIFY(200)");
        ann.answersTo("NOTIFY", 200);
        s.after(1);
        s.sent("ann BYE");
        bob.byes();
        s.over();
    }

    @Test
    void anAgentWhomTheCallerHasLeftIsEndedWhateverTheyAreTold() {
        annRefers();
        joeIsJoined(joeRings());
        s.drop("joe");
        s.sent("joe BYE").events("LegEnded(joe US)");
        s.tell("ann", 487);
        s.sent("ann NOTIFY(487)");
        ann.answersTo("NOTIFY", 200);
        s.after(1);
        s.sent("ann BYE");
        bob.byes();
        s.over();
    }

    @Test
    void withoutTransfersAReferIsNotAllowed() {
        Script off = new Script(LegSettings.defaults().with(SetupRules.DEFAULT.withTransfersBy(Set.of())));
        Party caller = off.party("bob");
        caller.invites(sdp("audio 4000"));
        Party agent = off.agent("ann");
        assertThat(agent.last("INVITE").headers().first("Allow").orElseThrow()).doesNotContain("REFER");
        agent.answers(200, sdp("audio 7000"));
        caller.acks();
        off.skip();
        agent.refers("<sip:joe@example.net>");
        off.sent("ann 405");
    }

    @Test
    void agentsAreToldThatTheyMayTransfer() {
        assertThat(ann.last("INVITE").headers().first("Allow").orElseThrow()).contains("REFER", "NOTIFY");
        assertThat(ann.last("INVITE").headers().first("Supported").orElseThrow())
                .contains("timer", "norefersub", "replaces");
        ann.requests("OPTIONS", PlainBody.NONE);
        assertThat(ann.lastResponse().headers().first("Allow").orElseThrow()).contains("REFER");
        assertThat(ann.lastResponse().headers().first("Supported").orElseThrow())
                .contains("norefersub", "replaces");
    }
}
