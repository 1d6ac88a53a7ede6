package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.LegInput;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.ids.CallId;
import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import io.callcenter.sip.stack.CallHome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: hands every input to its legs, one at a time, carries out what they order, and passes on what they report. All but {@link #offer}
 * and {@link #order} runs at its home.
 */
final class LiveCall {
    /** What lanes need of the world around them. */
    interface World {
        /** The time. */
        Instant now();

        /** Carries out an order for the stack. */
        void send(SipOrder order);

        /** Saves; the answer comes back as {@link SipEvent.Saved} where it is waited for. */
        void save(LiveCall liveCall, SipOrder.Save order);

        /** Gives an order to the lane of another call. */
        void order(CallOrder order);

        /** An order came for a call that is over. */
        void lost(CallOrder order);

        /** A new tag of ours. */
        Tag tag(String sipCallId);

        /** A defect of ours was caught. */
        void fault();

        /** Every peer knows that the call is over: another process would have nothing to do for it. */
        void settled(LiveCall liveCall);

        /** The call is over, and no late message is expected any more. */
        void forget(LiveCall liveCall);

        /** Which message belongs to which lane. */
        CallTable<LiveCall> table();

        /** Which lanes had messages over which connections. */
        LinkTable<LiveCall> links();
    }

    private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

    private final CallId call;
    private final CallLegs legs;
    private final CallPermit ticket;
    private final World world;
    private final CallHome home;
    private final Consumer<List<CallEvent>> facts;
    private final OrderQueue orders;
    private final Set<SipOrder.Bind> bound = new HashSet<>();
    private final Set<String> branches = new HashSet<>();
    private final Set<String> links = new HashSet<>(2);
    private Optional<Instant> armed = Optional.empty();
    private Optional<CallHome.Alarm> alarm = Optional.empty();
    private long seq;
    private boolean over;
    private boolean broken;
    private boolean kept;
    private volatile boolean settled;

    LiveCall(
            CallLegs legs,
            CallPermit ticket,
            World world,
            CallHome home,
            Consumer<List<CallEvent>> facts,
            OrderQueueMaker orders) {
        this.call = legs.call();
        this.legs = legs;
        this.ticket = ticket;
        this.world = world;
        this.home = home;
        this.facts = facts;
        this.orders = orders.make(this::offer);
    }

    /** Makes the queue of a lane's orders. */
    @FunctionalInterface
    interface OrderQueueMaker {
        /** A queue that ends in that lane. */
        OrderQueue make(Consumer<CallOrder> lane);
    }

    CallId call() {
        return call;
    }

    /** Whether all that is left to do is to remember the legs for late messages. Any thread. */
    boolean settled() {
        return settled;
    }

    /** Any thread. */
    void offer(LegInput input) {
        // Here, not on the thread of the lane: what waits for that must not count as not sent.
        ticket.heard(input);
        home.execute(() -> handle(input));
    }

    /** Any thread. */
    void order(CallOrder order) {
        orders.add(order);
    }

    /**
     * Begins with what a call that was taken up has to do at once; before any other thread knows the lane. What its legs report in that step is
     * told in another way.
     */
    void begin(LegOutput output) {
        List<SipOrder.Bind> names = output.orders().stream()
                .filter(SipOrder.Bind.class::isInstance)
                .map(SipOrder.Bind.class::cast)
                .toList();
        bound.addAll(names);
        home.execute(() -> {
            try {
                output.orders().stream()
                        .filter(order -> !(order instanceof SipOrder.Bind))
                        .forEach(this::carryOut);
                output.events().forEach(event -> seq = event.seq());
            } catch (RuntimeException | Error e) {
                fail(e);
            }
            afterStep();
        });
        names.forEach(name -> world.table().bind(name.sipCallId(), name.ourTag(), this));
    }

    private void wake() {
        alarm = Optional.empty();
        armed = Optional.empty();
        if (over) {
            return;
        }
        Optional<Instant> due = legs.nextDeadline();
        if (due.isPresent() && !due.get().isAfter(world.now())) {
            handle(new SipEvent.Wake());
        } else {
            arm();
        }
    }

    private void handle(LegInput input) {
        if (over) {
            if (input instanceof CallOrder late) {
                world.lost(late);
            } else if (input instanceof SipEvent.RequestIn in && in.request().is(Methods.INVITE)) {
                tooLate(in);
            }
            return;
        }
        settle(input);
        note(input);
        try {
            carryOut(legs.handle(input, world.now()));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        afterStep();
    }

    /** Somebody wanted a place in this call just before it was forgotten; other INVITEs find nothing when they are repeated. */
    private void tooLate(SipEvent.RequestIn in) {
        Request invite = in.request();
        if (invite.to().tag().isEmpty()) {
            String name = CallTable.REMOTE + invite.from().tag();
            world.table().unbind(invite.callId().text(), name, this);
            world.send(new SipOrder.Respond(
                    in.transaction(),
                    Draft.response(481, world.tag(invite.callId().text()))));
        }
    }

    private void afterStep() {
        if (!settled && (over || legs.settled())) {
            settled = true;
            ticket.settled();
            world.settled(this);
        }
        if (!kept && legs.isSmall()) {
            kept = true;
            ticket.kept();
        }
        if (over) {
            alarm.ifPresent(CallHome.Alarm::cancel);
            alarm = Optional.empty();
        } else {
            arm();
        }
    }

    /** A final answer, or none at all: the branch is done with. */
    private void settle(LegInput input) {
        String branch = "";
        if (input instanceof SipEvent.ResponseIn in && in.response().code() >= 200) {
            branch = in.branch();
        } else if (input instanceof SipEvent.Unanswered in) {
            branch = in.branch();
        } else if (input instanceof SipEvent.Unsent in) {
            branch = in.branch();
        }
        if (!branch.isEmpty() && branches.remove(branch)) {
            world.table().closed(branch);
        }
    }

    private void note(LegInput input) {
        if (input instanceof SipEvent.RequestIn in) {
            note(in.hop());
        } else if (input instanceof SipEvent.ResponseIn in) {
            note(in.hop());
        } else if (input instanceof SipEvent.LinkGone gone) {
            // The next one to that address is noted anew.
            links.remove(LinkTable.key(gone.transport(), gone.remoteHost(), gone.remotePort()));
        }
    }

    private void note(Hop hop) {
        if (!hop.transport().equals("udp")) {
            String link = LinkTable.key(hop);
            if (links.add(link)) {
                world.links().add(link, this);
            }
        }
    }

    private void carryOut(LegOutput output) {
        for (SipOrder order : output.orders()) {
            carryOut(order);
        }
        report(output.events());
    }

    private void carryOut(SipOrder order) {
        if (order instanceof SipOrder.Bind bind) {
            bound.add(bind);
            world.table().bind(bind.sipCallId(), bind.ourTag(), this);
        } else if (order instanceof SipOrder.Unbind unbind) {
            bound.remove(new SipOrder.Bind(unbind.sipCallId(), unbind.ourTag()));
            world.table().unbind(unbind.sipCallId(), unbind.ourTag(), this);
        } else if (order instanceof SipOrder.Save save) {
            world.save(this, save);
        } else if (order instanceof SipOrder.HandOver over) {
            world.order(over.order());
        } else if (order instanceof SipOrder.Forget) {
            end();
        } else if (ticket.allows(order, world.now())) {
            if (order instanceof SipOrder.Send send) {
                branches.add(send.request().branch());
                world.table().open(send.request().branch(), this);
            }
            world.send(order);
        }
    }

    private void report(List<CallEvent> events) {
        if (!events.isEmpty()) {
            seq = events.get(events.size() - 1).seq();
            facts.accept(events);
        }
    }

    private void arm() {
        Optional<Instant> next = legs.nextDeadline();
        // A later deadline lets the alarm ring early: that costs one look, and most calls move theirs all the time.
        if (next.isEmpty() || armed.isPresent() && !next.get().isBefore(armed.get())) {
            return;
        }
        alarm.ifPresent(CallHome.Alarm::cancel);
        Duration delay = Duration.between(world.now(), next.get());
        armed = next;
        alarm = Optional.of(home.after(delay.isNegative() ? Duration.ZERO : delay, this::wake));
    }

    /** A defect of ours must not leave peers and the contact center waiting: try to end the call, else declare it ended. */
    private void fail(Throwable cause) {
        world.fault();
        LOG.error(
                "call {}: exception while handling a message{}",
                call,
                broken ? " again; abandoning the call" : "; ending the call",
                cause);
        if (!broken) {
            broken = true;
            try {
                carryOut(legs.handle(new CallOrder.End(call, "internal error"), world.now()));
                return;
            } catch (RuntimeException | Error e) {
                LOG.error("call {}: cannot be ended either; abandoning it", call, e);
            }
        }
        report(List.of(new CallEvent.CallEnded(call, seq + 1, CallEvent.Cause.ENDED, world.now())));
        end();
    }

    private void end() {
        over = true;
        bound.forEach(b -> world.table().unbind(b.sipCallId(), b.ourTag(), this));
        branches.forEach(world.table()::closed);
        links.forEach(link -> world.links().remove(link, this));
        bound.clear();
        branches.clear();
        links.clear();
        ticket.gone();
        world.forget(this);
    }

    /** Binds the caller's first INVITE before the lane's own thread can: repetitions and CANCEL may be close behind. */
    boolean first(String callId, String remoteTag) {
        boolean mine = world.table().bindFirst(callId, remoteTag, this).isEmpty();
        if (mine) {
            bound.add(new SipOrder.Bind(callId, CallTable.REMOTE + remoteTag));
        }
        return mine;
    }
}
