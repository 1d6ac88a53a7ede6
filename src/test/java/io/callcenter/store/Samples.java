package io.callcenter.store;

import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Cdr;
import io.callcenter.core.Effect;
import io.callcenter.core.Media;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.CallId;
import io.callcenter.ids.FlowId;
import io.callcenter.ids.LegId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Records for tests, sound and complete. */
final class Samples {
    static final Instant AT = Instant.parse("2026-11-23T08:15:30.123456Z");

    private Samples() {}

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

    static SavedCall call(String id, int version, CallState state) {
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
                2,
                Optional.of(Duration.ofMillis(1_234)));
    }

    static Effect.ReportAgent report(String agent, long seq, String status) {
        return new Effect.ReportAgent(
                new AgentId(agent), seq, status, Optional.empty(), Optional.empty(), OptionalInt.empty(), AT);
    }
}
