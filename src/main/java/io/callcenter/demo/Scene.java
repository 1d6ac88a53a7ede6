package io.callcenter.demo;

import io.callcenter.b2b.FreshNames;
import io.callcenter.demo.media.Tunes;
import io.callcenter.phone.IncomingCall;
import io.callcenter.phone.Party;
import io.callcenter.phone.Peer;
import io.callcenter.phone.PeerStacks;
import io.callcenter.phone.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The phones of the demo: the announcement player, the agents and the callers, each kind behind a listening point of its own. */
final class Scene implements AutoCloseable {
    private static final String POINT = "udp:127.0.0.1:0";
    private static final String PRODUCT = "camel-call-center-demo";

    private final Phones phones;
    private final Tunes tunes = new Tunes();
    private final Peer player;
    private final Peer agents;
    private final Peer callers;
    private final Ledger ledger;
    private final Map<String, CallPlan> plans = new HashMap<>();
    private final Map<String, CallerPhone> calling = new HashMap<>();
    private final Map<String, AgentPhone> desks = new HashMap<>();
    private final Duration announcement;

    /** Phones not yet plugged in. */
    Scene(Phones phones, PeerStacks stacks, Ledger ledger, Duration announcement) {
        this.phones = phones;
        this.ledger = ledger;
        this.announcement = announcement;
        FreshNames names = stacks.names();
        this.player = new Peer(new Wire(stacks.stack(POINT, names), names, phones.lane(), PRODUCT));
        this.agents = new Peer(new Wire(stacks.stack(POINT, names), names, phones.lane(), PRODUCT));
        this.callers = new Peer(new Wire(stacks.stack(POINT, names), names, phones.lane(), PRODUCT));
    }

    /** Opens the listening points. */
    void open() throws IOException {
        Announcer announcer = new Announcer(phones, tunes, announcement);
        for (DemoRows.Clerk clerk : DemoRows.CLERKS) {
            desks.put(
                    clerk.name(),
                    new AgentPhone(clerk.name(), phones, tunes.voice(), this::offer, announcer::playsFrom));
        }
        player.start(announcer::take);
        agents.start(this::ring);
        callers.start(call -> {
            call.refuse(480);
            return new Nobody();
        });
    }

    private AgentPhone.Offer offer(String caller) {
        return new AgentPhone.Offer(plan(caller), ledger.call(caller).offers().size() - 1);
    }

    private Party ring(IncomingCall call) {
        AgentPhone phone = desks.get(call.dialled());
        if (phone == null) {
            call.refuse(404);
            return new Nobody();
        }
        return phone.take(call);
    }

    /** The plan of that caller's call. On the lane. */
    CallPlan plan(String caller) {
        return plans.getOrDefault(caller, CallPlan.visitor(caller));
    }

    /** Lets the planned caller dial that URI. On the lane. */
    void dial(CallPlan plan, String uri) {
        plans.put(plan.caller(), plan);
        callers.locate(uri, target -> dial(plan, target));
    }

    private void dial(CallPlan plan, Peer.Target target) {
        CallerPhone phone = new CallerPhone(plan, phones, tunes.voice(), () -> calling.remove(plan.caller()));
        calling.put(plan.caller(), phone);
        phone.dial(callers, target);
    }

    /** Lets the caller hear what happens to their call. On the lane. */
    void hear(Sighting sighting) {
        CallerPhone phone = calling.get(sighting.caller());
        if (phone != null) {
            phone.saw(sighting);
        }
    }

    /** Host and port of the announcement player. */
    String playerAddress() {
        return player.address();
    }

    /** Host and port of the agents' phones. */
    String agentsAddress() {
        return agents.address();
    }

    /** Unplugs all phones. */
    @Override
    public void close() {
        player.close();
        agents.close();
        callers.close();
    }

    /** Who takes a call that is refused at once. */
    private static final class Nobody implements Party {
        @Override
        public java.util.Optional<String> offered(String offer) {
            return java.util.Optional.empty();
        }

        @Override
        public void ended() {
            // Nobody was there.
        }
    }
}
