package io.callcenter.b2b;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Deadlines and identity of legs (docs/design/legs.md 5, docs/design/interfaces.md 7).
 *
 * @param ringTimeout {@code cc.agent-ring-timeout}: agent INVITE to 2xx
 * @param setupTimeout {@code cc.setup-timeout}
 * @param maxCallDuration {@code cc.max-call-duration} since the caller's 2xx
 * @param probeAfter {@code cc.probe-after}: silence on a confirmed leg before OPTIONS
 * @param product User-Agent and Server value
 * @param outboundProxy URI of {@code cc.sip.outbound-proxy}, empty = none
 * @param credentials for targets of ours that ask for some
 * @param trust who says who calls
 * @param rules how sessions begin
 */
public record LegSettings(
        Duration ringTimeout,
        Duration setupTimeout,
        Duration maxCallDuration,
        Duration probeAfter,
        String product,
        String outboundProxy,
        Credentials credentials,
        Trust trust,
        SetupRules rules) {
    private static final Pattern LOOSE = Pattern.compile("(?i);lr(?=[;=?]|$)");

    /** The same with other credentials. */
    public LegSettings with(Credentials others) {
        return new LegSettings(
                ringTimeout, setupTimeout, maxCallDuration, probeAfter, product, outboundProxy, others, trust, rules);
    }

    /** The same with other trust. */
    public LegSettings with(Trust other) {
        return new LegSettings(
                ringTimeout,
                setupTimeout,
                maxCallDuration,
                probeAfter,
                product,
                outboundProxy,
                credentials,
                other,
                rules);
    }

    /** The same with other rules. */
    public LegSettings with(SetupRules other) {
        return new LegSettings(
                ringTimeout,
                setupTimeout,
                maxCallDuration,
                probeAfter,
                product,
                outboundProxy,
                credentials,
                trust,
                other);
    }

    /** The route set of a first request: by the outbound proxy, which is a loose router (RFC 3261 §16.12) whether its URI says so or not. */
    public List<String> firstRoutes() {
        if (outboundProxy.isEmpty()) {
            return List.of();
        }
        String bare = outboundProxy.replaceAll("^<|>$", "");
        return List.of("<" + bare + (LOOSE.matcher(bare).find() ? "" : ";lr") + ">");
    }

    /** 30 s, 60 s, 12 h, 55 s. */
    public static LegSettings defaults() {
        return new LegSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofHours(12),
                Duration.ofSeconds(55),
                "camel-call-center",
                "",
                Credentials.NONE,
                Trust.DEFAULT,
                SetupRules.DEFAULT);
    }
}
