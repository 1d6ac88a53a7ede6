package io.callcenter.sip.call;

import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.leg.Screening;
import io.callcenter.b2b.leg.StrayMessages;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import io.callcenter.sip.stack.NewCallScreen;
import io.callcenter.sip.stack.SipCounters;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings every message to the lane of its call, makes lanes for new calls, and answers what belongs to none (docs/design/legs.md 3.9, 4.2). */
final class MessageDispatcher implements Consumer<SipEvent> {
    private static final int MOST_PARKED = 20_000;
    /** How long a message may have waited of which nobody tells. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private final LiveCalls.Needs parts;
    private final SipCounters counters;
    private final CallTable<LiveCall> table;
    private final NewCalls calls;
    private final Consumer<SipEvent.RequestIn> arrive;
    private final StrayMessages strays;
    private final RecoveryQueue lot;

    MessageDispatcher(
            LiveCalls.Needs parts,
            SipCounters counters,
            CallTable<LiveCall> table,
            NewCalls calls,
            Consumer<SipEvent.RequestIn> arrive) {
        this.parts = parts;
        this.counters = counters;
        this.table = table;
        this.calls = calls;
        this.arrive = arrive;
        this.strays = new StrayMessages(parts.names(), parts.settings().product());
        this.lot = new RecoveryQueue(
                parts.names(), Math.min(MOST_PARKED, parts.settings().limits().calls()));
    }

    /** From now on what may belong to a saved call waits, until {@link #loaded}. */
    void loading() {
        lot.open();
    }

    /** All saved calls have their lanes: what has waited goes its way. */
    void loaded() {
        lot.close(this::deliver);
    }

    @Override
    public void accept(SipEvent event) {
        if (lane(event).isPresent() || stranger(event)) {
            deliver(event);
            return;
        }
        switch (lot.park(event)) {
            case NONE -> deliver(event);
            case TAKEN -> counters.parked.increment();
            case FULL -> turnAway(event);
        }
    }

    private boolean stranger(SipEvent event) {
        return event instanceof SipEvent.RequestIn in
                && outside(in.request())
                && !calls.trusts(in.hop().remoteHost());
    }

    /** Never with 481: that would end a call which may be living. */
    private void turnAway(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in && !in.request().is(Methods.ACK)) {
            counters.shed.increment();
            int code = outside(in.request()) ? 503 : 500;
            answer(in, calls.later(in.request().callId().text(), code));
        }
    }

    private void deliver(SipEvent event) {
        Optional<LiveCall> lane = lane(event);
        if (lane.isPresent()) {
            lane.get().offer(event);
        } else if (event instanceof SipEvent.RequestIn in && outside(in.request())) {
            fresh(in);
        } else {
            stray(event);
        }
    }

    private Optional<LiveCall> lane(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in) {
            Request request = in.request();
            return outside(request)
                    ? request.is(Methods.INVITE) ? byCaller(request) : Optional.empty()
                    : table.byTag(request.callId().text(), request.to().tag().text());
        }
        if (event instanceof SipEvent.CancelIn in) {
            return outside(in.cancel())
                    ? byCaller(in.cancel())
                    : table.byTag(
                            in.cancel().callId().text(), in.cancel().to().tag().text());
        }
        if (event instanceof SipEvent.ResponseIn in) {
            return table.byBranch(in.branch())
                    .or(() -> table.byTag(
                            in.response().callId().text(),
                            in.response().from().tag().text()));
        }
        if (event instanceof SipEvent.Unanswered in) {
            return table.byBranch(in.branch());
        }
        if (event instanceof SipEvent.Unsent in) {
            return table.byBranch(in.branch());
        }
        throw new IllegalArgumentException("not from a stack: " + event);
    }

    private Optional<LiveCall> byCaller(Request request) {
        return table.byCaller(request.callId().text(), request.from().tag().text());
    }

    private static boolean outside(Request request) {
        return request.to().tag().isEmpty();
    }

    private void fresh(SipEvent.RequestIn in) {
        if (in.request().is(Methods.INVITE)) {
            invite(in);
        } else if (in.request().is(Methods.OPTIONS) && calls.shed()) {
            counters.shed.increment();
            answer(in, calls.later(in.request().callId().text(), 503));
        } else {
            stray(in);
        }
    }

    private void invite(SipEvent.RequestIn in) {
        boolean reliable = !in.hop().transport().equals("udp");
        NewCallScreen.Verdict verdict =
                calls.verdict(in.request().callId().text(), in.hop().remoteHost(), reliable, LONGEST_WAIT);
        if (verdict.taken()) {
            Optional<Draft> refusal =
                    Screening.refusal(in.request(), parts.legs().rules());
            refusal.ifPresent(r -> calls.unfit(in.hop().remoteHost(), r.code()));
            boolean takes = parts.legs().rules().replaces() && in.request().has(HeaderName.REPLACES);
            if (refusal.isPresent()) {
                refuse(in, refusal.get());
            } else if (takes) {
                replace(in);
            } else {
                arrive.accept(in);
            }
        } else {
            // A transaction that is there must be ended, even where silence would do.
            answer(
                    in,
                    verdict.refusal()
                            .orElseGet(() -> calls.later(in.request().callId().text(), 503)));
        }
    }

    /** Somebody wants the place of a party of a call (RFC 3891): that call's business. */
    private void replace(SipEvent.RequestIn in) {
        Request request = in.request();
        Optional<LiveCall> call = request.first(HeaderName.REPLACES)
                .flatMap(DialogName::read)
                .flatMap(name ->
                        table.byTag(name.callId(), name.toTag()).or(() -> table.byTag(name.callId(), name.fromTag())));
        if (call.isEmpty()) {
            calls.unfit(in.hop().remoteHost(), 481);
            refuse(in, Draft.response(481));
            return;
        }
        Optional<LiveCall> known =
                table.bindFirst(request.callId().text(), request.from().tag().text(), call.get());
        known.orElse(call.get()).offer(in);
    }

    /** Whether a new INVITE goes up, before anything is kept for it; what belongs to a call always does. */
    NewCallScreen.Verdict screen(NewCallScreen.NewCall call) {
        return table.byCaller(call.callId(), call.fromTag()).isPresent()
                ? NewCallScreen.Verdict.TAKEN
                : calls.verdict(call.callId(), call.host(), call.reliable(), call.waited());
    }

    /** What the stack asks about new calls. */
    NewCallScreen asScreen() {
        return new NewCallScreen() {
            @Override
            public Verdict of(NewCall call) {
                return screen(call);
            }

            @Override
            public Optional<String> callOf(String sipCallId) {
                return table.callOf(sipCallId);
            }

            @Override
            public boolean isProven(String host) {
                return calls.isProven(host);
            }
        };
    }

    private void stray(SipEvent event) {
        for (SipOrder order : strays.handle(event)) {
            parts.stack().carryOut(order);
        }
    }

    private void refuse(SipEvent.RequestIn in, Draft refusal) {
        Tag tag = new Tag(parts.names().tag(in.request().callId().text()));
        answer(in, refusal.tagged(tag).with(HeaderName.SERVER, parts.settings().product()));
    }

    private void answer(SipEvent.RequestIn in, Draft response) {
        parts.stack().carryOut(new SipOrder.Respond(in.transaction(), response));
    }
}
