package io.callcenter.store;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.PassedFields;
import io.callcenter.core.SavedCall;
import io.callcenter.core.SavedSegment;
import io.callcenter.core.SegmentFacts;
import io.callcenter.core.Withheld;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Records for tests, sound and complete. */
public final class StoredSamples {
    public static final Instant AT = Instant.parse("2026-11-23T08:15:30.123456Z");

    private StoredSamples() {}

    static Cdr cdr(String call, int number, int type, String caller) {
        return new Cdr(
                new CallId(call),
                number,
                caller,
                AT,
                Duration.ofMillis(4_900),
                Duration.ofMillis(2_100),
                Duration.ofSeconds(65),
                new FlowId("sales"),
                Optional.of(new AgentId("ann")),
                type,
                number - 1,
                7,
                5_000_000_001L,
                Media.AUDIO);
    }

    /** The record of a call from agent to agent, who was not free. */
    static Cdr between(String call) {
        Cdr cdr = cdr(call, 1, 1, "bob");
        return new Cdr(
                cdr.call(),
                1,
                cdr.caller(),
                cdr.received(),
                Duration.ofSeconds(4),
                Duration.ZERO,
                Duration.ZERO,
                SegmentFacts.NO_FLOW,
                cdr.agent(),
                1,
                0,
                0,
                cdr.sequence(),
                cdr.media(),
                Optional.empty(),
                Optional.of(new SegmentFacts(
                        1,
                        SegmentFacts.CONSULT,
                        Optional.of(new AgentId("bob")),
                        "refused",
                        PassedFields.NONE,
                        486,
                        Optional.empty())));
    }

    /** Two agents who talk. */
    static SavedCall consultation(String id) {
        SavedCall call = call(id, 1, CallState.TOAGENT);
        return new SavedCall(
                1,
                call.call(),
                call.sequence(),
                SegmentFacts.NO_FLOW,
                CallState.TOAGENT,
                Media.AUDIO,
                call.caller(),
                "Bob",
                "",
                call.received(),
                Optional.empty(),
                call.received(),
                Optional.of(call.received()),
                0,
                0,
                false,
                1,
                0,
                0,
                Optional.of(new AgentId("ann")),
                Optional.empty(),
                Optional.of(new LegId(id + "-1")),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.of(new SavedSegment(
                        1,
                        1,
                        call.received(),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        PassedFields.NONE,
                        SegmentFacts.CONSULT,
                        Optional.empty(),
                        Optional.of(new AgentId("bob")),
                        Optional.empty(),
                        false)));
    }

    /** The record of a segment, whose caller was transferred. */
    static Cdr segment(String call, int number, String target) {
        Cdr cdr = cdr(call, number, 0, "bob");
        return new Cdr(
                cdr.call(),
                cdr.number(),
                cdr.caller(),
                cdr.received(),
                cdr.waited(),
                cdr.pickUp(),
                cdr.talked(),
                cdr.flow(),
                cdr.agent(),
                cdr.type(),
                cdr.rejected(),
                cdr.stats(),
                cdr.sequence(),
                cdr.media(),
                Optional.of(target),
                Optional.of(new SegmentFacts(
                        2,
                        "blind",
                        Optional.of(new AgentId("bob")),
                        "transferred",
                        new PassedFields(List.of(new PassedFields.Passed("User-to-User", "7;encoding=hex"))))));
    }

    /** A record of a caller who stays unknown, and whose number is kept. */
    static Cdr traced(String call, String number) {
        Cdr cdr = cdr(call, 1, 0, "anonymous");
        return new Cdr(
                cdr.call(),
                cdr.number(),
                cdr.caller(),
                cdr.received(),
                cdr.waited(),
                cdr.pickUp(),
                cdr.talked(),
                cdr.flow(),
                cdr.agent(),
                cdr.type(),
                cdr.rejected(),
                cdr.stats(),
                cdr.sequence(),
                cdr.media(),
                Optional.empty(),
                Optional.of(new SegmentFacts(
                        1,
                        "call",
                        Optional.empty(),
                        "answered",
                        PassedFields.NONE,
                        Optional.of(new Withheld(number)))));
    }

    public static SavedCall call(String id, int version, CallState state) {
        return new SavedCall(
                version,
                new CallId(id),
                41L,
                new FlowId("sales"),
                state,
                Media.CHAT,
                new Caller("bob", "Bob \"B\" Ö", "sip:bob@example.org"),
                "Sales Bob",
                "order=7",
                AT,
                Optional.of(AT.plusSeconds(1)),
                AT.plusSeconds(2),
                Optional.empty(),
                1,
                2_147_483_647L,
                true,
                0,
                256,
                17,
                Optional.of(new AgentId("ann")),
                Optional.of(new LegId("l-2")),
                Optional.empty(),
                Optional.of(new LegId("l-3")),
                3,
                Optional.of(Duration.ofMillis(1_234)),
                Optional.empty());
    }

    /** The legs' part of a call whose caller has that display name and is connected to nobody. */
    public static SavedLegs legs(CallId call, int version, String display) {
        PlainAddress bob = new PlainAddress(display, "sip:bob@example.org", "tag-b");
        PlainAddress us = new PlainAddress("", "sip:support@example.org", "tag-s");
        Hop hop = new Hop("udp", "192.0.2.1", 5060, "198.51.100.1", 5060, false);
        PlainRequest invite = PlainRequest.of(
                        "INVITE", "sip:support@example.org", "call-id", bob, us.withTag(""), 1, "z9hG4bK1")
                .withContact("sip:bob@192.0.2.1")
                .with(PlainHeaders.NONE.with("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1"));
        SavedLegs.Dialog dialog = new SavedLegs.Dialog(
                "call-id",
                SipUri.of("sip:caller@198.51.100.1"),
                Plain.in(invite).to().withTag(new Tag("tag-s")),
                Plain.in(invite).from(),
                1,
                1,
                List.of(),
                SipUri.of("sip:bob@192.0.2.1"),
                hop,
                true,
                Optional.of(new SavedLegs.Session(1800, true)));
        SavedLegs.Descriptions descriptions = new SavedLegs.Descriptions(
                "198.51.100.1", 4711, 2, List.of(), Optional.empty(), Optional.of("v=0\r\n"));
        SavedLegs.Caller caller = new SavedLegs.Caller(
                Plain.in(invite).head().alone(),
                69,
                List.of(),
                Optional.empty(),
                dialog,
                descriptions,
                List.of("tag-s"),
                Optional.empty(),
                true,
                List.of(),
                false,
                false);
        return new SavedLegs(
                SavedLegs.FORMAT,
                version,
                call,
                3,
                caller,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(new LegId("l-1")),
                Optional.of(AT.plusSeconds(43_200)),
                Optional.of(CallEvent.Cause.LIMIT),
                List.of(
                        new CallEvent.Refused(call, 2, new LegId("l-1"), 302, List.of("sip:x@h"), AT),
                        new CallEvent.CallEnded(call, 3, CallEvent.Cause.LIMIT, AT)));
    }

    public static Effect.ReportAgent report(String agent, long seq, String status) {
        return new Effect.ReportAgent(
                new AgentId(agent), seq, status, Optional.empty(), Optional.empty(), OptionalInt.empty(), AT);
    }
}
