package io.callcenter.app;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.SendableText;
import io.callcenter.b2b.leg.Refusals;
import io.callcenter.core.Effect;
import io.callcenter.core.SegmentFacts;
import io.callcenter.message.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Translates effects that concern legs into orders for {@code sip:}. */
public final class EffectOrders implements Processor {
    /** Puts the order in the place of the effect in the body; refuses others with {@link IllegalArgumentException}. */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(order(message.getBody()));
    }

    /** The order of that effect; refuses effects that concern no leg with {@link IllegalArgumentException}. */
    static CallOrder order(Object effect) {
        if (effect instanceof Effect.Connect connect) {
            return connection(connect);
        }
        if (effect instanceof Effect.Drop drop) {
            return new CallOrder.Drop(drop.call(), drop.leg());
        }
        if (effect instanceof Effect.Refuse refuse) {
            return new CallOrder.Refuse(refuse.call(), Refusals.shownToCaller(refuse.code()), "", List.of());
        }
        if (effect instanceof Effect.End end) {
            return new CallOrder.End(end.call(), end.told() ? end.reason() : "");
        }
        if (effect instanceof Effect.AnswerRefer answer) {
            return new CallOrder.AnswerRefer(answer.call(), answer.leg(), answer.code());
        }
        if (effect instanceof Effect.Notify told) {
            return new CallOrder.Notify(told.call(), told.leg(), told.code());
        }
        if (effect instanceof Effect.Take take) {
            return new CallOrder.Take(
                    take.call(), take.leg(), CallOrder.Purpose.valueOf(take.as().name()), take.code());
        }
        if (effect instanceof Effect.Hand hand) {
            return new CallOrder.Hand(hand.call(), hand.leg(), hand.to(), hand.as());
        }
        if (effect instanceof Effect.Inform place) {
            String wait =
                    place.seconds().isPresent() ? "wait: " + place.seconds().getAsInt() + "\r\n" : "";
            return new CallOrder.Inform(
                    place.call(), place.leg(), "text/parameters", "place: " + place.position() + "\r\n" + wait);
        }
        throw new IllegalArgumentException("no order for legs: " + effect);
    }

    /**
     * The order for a new leg, with {@code X-CC-Call-ID} and {@code X-CC-Flow} in the INVITE of an agent; its address is found by {@code sip:connect}, and {@code
     * SipHeader.*} headers go into its INVITE there.
     */
    public CallOrder connect(Effect.Connect effect) {
        return order(effect);
    }

    private static CallOrder connection(Effect.Connect effect) {
        Optional<CallOrder.Target> announcement = effect.agentAnnouncement().isEmpty()
                ? Optional.empty()
                : Optional.of(target(effect.agentAnnouncement()));
        return new CallOrder.Connect(
                effect.call(),
                effect.leg(),
                CallOrder.Purpose.valueOf(effect.purpose().name()),
                target(effect.uri()),
                effect.display(),
                headers(effect),
                announcement,
                effect.callersOffer() ? CallOrder.Offer.CALLERS : CallOrder.Offer.THEIRS);
    }

    /** The order that gives up a leg. */
    public CallOrder drop(Effect.Drop effect) {
        return order(effect);
    }

    /** The order that refuses a caller because an announcement refused them: the code as docs/design/legs.md 4.3 shows it. */
    public CallOrder refuse(Effect.Refuse effect) {
        return order(effect);
    }

    /** The order that ends a call. */
    public CallOrder end(Effect.End effect) {
        return order(effect);
    }

    /** The order that answers a REFER. */
    public CallOrder answerRefer(Effect.AnswerRefer effect) {
        return order(effect);
    }

    /** The order that answers whoever wants an agent's place. */
    public CallOrder take(Effect.Take effect) {
        return order(effect);
    }

    /** The order that lets a leg go over to another call. */
    public CallOrder hand(Effect.Hand effect) {
        return order(effect);
    }

    /** The order that tells how a transfer ended. */
    public CallOrder notify(Effect.Notify effect) {
        return order(effect);
    }

    /** Who is transferred says by whom (RFC 3892), and which call it replaces (RFC 3891). */
    private static List<Field> headers(Effect.Connect effect) {
        List<Field> fields = new ArrayList<>();
        if (effect.agent().isPresent()) {
            fields.addAll(screenPop(effect));
        }
        Effect.Referral referral = effect.referral();
        if (!referral.referredBy().isEmpty()) {
            fields.add(Field.of("Referred-By", referral.referredBy()));
        }
        if (!referral.replaces().isEmpty()) {
            fields.add(Field.of("Replaces", referral.replaces()));
        }
        return List.copyOf(fields);
    }

    private static List<Field> screenPop(Effect.Connect effect) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("X-CC-Call-ID", SendableText.plain(effect.call().value())));
        if (!effect.flow().equals(SegmentFacts.NO_FLOW)) {
            fields.add(Field.of("X-CC-Flow", SendableText.plain(effect.flow().value())));
        }
        Effect.Story story = effect.story();
        if (story.transfers() > 0) {
            fields.add(Field.of("X-CC-Transfers", Integer.toString(story.transfers())));
        }
        story.by().ifPresent(by -> fields.add(Field.of("X-CC-Transferred-By", SendableText.plain(by.value()))));
        story.passed().fields().forEach(field -> fields.add(Field.of(field.name(), SendableText.plain(field.value()))));
        return fields;
    }

    private static CallOrder.Target target(String uri) {
        return new CallOrder.Target(uri, Optional.empty());
    }
}
