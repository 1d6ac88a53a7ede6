package io.callcenter.config;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.LegOutput;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.leg.CallLegs;
import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Media;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainBody;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainOrder;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls as a process leaves them in its journal: callers of the flow {@code support} who hear the queue announcement. */
final class SavedCalls {
    private static final Hop HOP = new Hop("udp", "127.0.0.1", 9, "127.0.0.1", 5060, false);
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n";

    private final FreshNames names;
    private final Instant now;

    SavedCalls(FreshNames names, Instant now) {
        this.names = names;
        this.now = now;
    }

    static CallId id(int number) {
        return new CallId("left-" + number);
    }

    /** The center's part. */
    SavedCall core(int number, CallState state, Optional<AgentId> agent) {
        return core(number, state, agent, now.minusSeconds(60));
    }

    /** A waiting call whose leg was set up at a time to which nothing can be added. */
    SavedCall atTheEndOfTime(int number) {
        return core(number, CallState.QUEUED, Optional.empty(), Instant.MAX);
    }

    private SavedCall core(int number, CallState state, Optional<AgentId> agent, Instant legStarted) {
        return new SavedCall(
                1,
                id(number),
                number,
                new FlowId("support"),
                state,
                Media.AUDIO,
                new Caller("bob" + number, "", "sip:bob" + number + "@127.0.0.1"),
                "",
                "",
                now.minusSeconds(60),
                Optional.of(now.minusSeconds(60)),
                legStarted,
                Optional.empty(),
                0,
                0,
                agent.isPresent(),
                1,
                256,
                number,
                agent,
                agent.map(any -> leg(number, 2)),
                Optional.of(leg(number, 1)),
                Optional.empty(),
                agent.isPresent() ? 2 : 1,
                Optional.empty(),
                Optional.empty());
    }

    private static LegId leg(int number, int of) {
        return new LegId(id(number) + "-" + of);
    }

    /** The legs' part: the caller hears music. */
    SavedLegs legs(int number) {
        CallLegs legs = new CallLegs(id(number), LegSettings.defaults(), names);
        PlainAddress bob = new PlainAddress("", "sip:bob" + number + "@127.0.0.1", "t" + number);
        PlainAddress us = new PlainAddress("", "sip:support@127.0.0.1", "");
        legs.handle(
                Plain.in(new PlainEvent.RequestIn("t", request("INVITE", number, bob, us, PlainBody.sdp(SDP)), HOP)),
                now);
        LegOutput dialled = legs.handle(
                new CallOrder.Connect(
                        id(number),
                        leg(number, 1),
                        CallOrder.Purpose.ANNOUNCEMENT,
                        new CallOrder.Target("sip:music@127.0.0.1:9", Optional.of(HOP)),
                        "",
                        List.of(),
                        Optional.empty()),
                now);
        PlainRequest invite = only(dialled, PlainOrder.Send.class).request();
        LegOutput picked = legs.handle(
                Plain.in(new PlainEvent.ResponseIn(invite.branch(), true, answer(invite), HOP)), now.plusMillis(5));
        LegOutput accepted = legs.handle(
                Plain.in(
                        new PlainEvent.Saved(only(picked, PlainOrder.Save.class).token(), true)),
                now.plusMillis(9));
        PlainResponse ok = only(accepted, PlainOrder.Respond.class).response();
        PlainRequest ack = request("ACK", number, bob, us.withTag(ok.to().tag()), PlainBody.NONE);
        LegOutput confirmed =
                legs.handle(Plain.in(new PlainEvent.RequestIn("", ack, HOP)), now.plus(Duration.ofMillis(20)));
        return only(confirmed, PlainOrder.Save.class).saved();
    }

    /** A record that no program of today reads. */
    static SavedLegs ofAnotherFormat(SavedLegs l) {
        return new SavedLegs(
                99,
                l.version(),
                l.call(),
                l.events(),
                l.caller(),
                l.legs(),
                l.setups(),
                l.right(),
                l.heard(),
                l.known(),
                l.limit(),
                l.over(),
                l.facts());
    }

    private static <T extends PlainOrder> T only(LegOutput output, Class<T> kind) {
        return Plain.of(output.orders()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static PlainRequest request(String method, int number, PlainAddress from, PlainAddress to, PlainBody body) {
        return PlainRequest.of(
                        method, "sip:support@127.0.0.1", "call-" + number, from, to, 1, "z9hG4bK-" + method + number)
                .withContact("sip:bob" + number + "@127.0.0.1:9")
                .with(PlainHeaders.NONE.with("Via", "SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-" + method + number))
                .with(body);
    }

    private static PlainResponse answer(PlainRequest invite) {
        return PlainResponse.of(200, invite.callId(), invite.from(), invite.to().withTag("music"), 1, "INVITE")
                .withContact("sip:music@127.0.0.1:9")
                .with(PlainBody.sdp(SDP));
    }
}
