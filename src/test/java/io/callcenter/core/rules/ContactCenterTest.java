package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.Agent;
import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import io.callcenter.core.MediaOffer;
import io.callcenter.core.Outcome;
import io.callcenter.core.Pause;
import io.callcenter.core.Policy;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Reply;
import io.callcenter.core.SampleRows;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContactCenterTest {
    private static final Instant T0 = Instant.parse("2026-03-02T08:00:00Z");
    private static final CallId CALL = new CallId("c1");
    private static final LegId LEG = new LegId("l1");
    private static final AgentId AGENT = new AgentId("A");
    private static final TransferTarget TARGET = new TransferTarget(TransferTarget.Kind.ANY, "F", "", "", 404);

    private static List<Signal> oneOfEach() {
        return List.of(
                new Signal.CallArrived(CALL, 1, new FlowId("F"), new Caller("", "", "sip:1@h"), MediaOffer.AUDIO, ""),
                new Signal.LegProgress(CALL, LEG, 180),
                new Signal.LegAnswered(CALL, LEG, T0),
                new Signal.LegConnected(CALL, LEG, T0),
                new Signal.LegRefused(CALL, LEG, 486, T0),
                new Signal.LegNotJoined(CALL, LEG, true, 488, true, T0),
                new Signal.LegDropped(CALL, LEG),
                new Signal.LegEnded(CALL, LEG, Signal.EndedBy.PEER, T0),
                new Signal.CallerGone(CALL, Signal.Gone.BYE, T0),
                new Signal.CallEnded(CALL, "ENDED", T0),
                new Signal.Referred(CALL, LEG, TARGET, "", "", T0),
                new Signal.AskTransfer(CALL, Optional.of(LEG), TARGET),
                new Signal.TakeAsked(CALL, LEG, LEG, Optional.of(AGENT), Optional.empty(), "sip:a@h", T0),
                new Signal.TakenBack(CALL, LEG, T0),
                new Signal.LegReturned(CALL, LEG, T0),
                new Signal.LateOfferRefused(CALL, LEG),
                new Signal.Transfer(CALL, TARGET, Optional.empty()),
                new Signal.AgentProbed(AGENT, "sip:a@h", 200),
                new Signal.Tick(),
                new Signal.AgentLogin(AGENT, true),
                new Signal.Reload(new Provisioning(List.of(), List.of())),
                new Signal.DispatchToAgent(CALL, AGENT),
                new Signal.InternalDispatching(Optional.empty()),
                new Signal.ResetStatistics(),
                new Signal.ReleaseAgent(AGENT, ""),
                new Signal.HangUp(CALL, ""),
                new Signal.PauseAgent(AGENT, "", Pause.By.OPERATOR),
                new Signal.AgentReady(AGENT),
                new Signal.EndWrapUp(AGENT, Duration.ZERO),
                new Signal.CodeCall(CALL, "sold", "", Optional.empty()),
                new Signal.Explain(CALL),
                new Signal.Stopping(),
                new Signal.Restore(List.of(), List.of(), java.util.Map.of(), List.of()));
    }

    @Test
    void everyKindOfSignalHasARule() {
        assertThat(oneOfEach().stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(Stream.of(Signal.class.getPermittedSubclasses())
                        .filter(Class::isRecord)
                        .toArray(Class<?>[]::new));
        for (Signal signal : oneOfEach()) {
            ContactCenter empty = new ContactCenter(Policy.defaults());
            assertThat(empty.handle(signal, T0).effects()).as("%s", signal).isEmpty();
        }
    }

    @Test
    void anEmptyCenterAdmitsNobody() {
        assertThat(new ContactCenter(Policy.defaults())
                        .handle(oneOfEach().get(0), T0)
                        .reply())
                .isEqualTo(new Reply.NotAdmitted(-3));
    }

    @Test
    void everyEffectSaysWhichCallItIsAbout() {
        ContactCenter center = new ContactCenter(Policy.defaults());
        center.handle(new Signal.Reload(rows()), T0);
        Outcome outcome = center.handle(arrival(1), T0);
        assertThat(outcome.effects())
                .filteredOn(effect -> effect.about().isPresent())
                .allMatch(effect -> effect.about().orElseThrow().equals(new CallId("c1")))
                .hasSize(3);
        assertThat(outcome.effects())
                .filteredOn(effect -> effect.about().isEmpty())
                .hasOnlyElementsOfType(Effect.ReportAgent.class);
    }

    private static Signal arrival(int number) {
        CallId call = new CallId("c" + number);
        Caller caller = new Caller("1", "", "sip:1@h");
        return new Signal.CallArrived(call, number, new FlowId("F"), caller, MediaOffer.AUDIO, "");
    }

    private static Provisioning rows() {
        Agent agent = new Agent(
                new AgentId("A0"), "sip:a@h", "", 0, List.of("s", "t"), true, Duration.ZERO, Optional.empty());
        return new Provisioning(List.of(SampleRows.FLOW), List.of(agent));
    }
}
