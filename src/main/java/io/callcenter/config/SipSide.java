package io.callcenter.config;

import io.callcenter.app.RefusalLog;
import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.LegSettings;
import io.callcenter.config.settings.OptionKind;
import io.callcenter.config.settings.Reason;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.sip.SipComponent;
import io.callcenter.sip.call.CallWatcher;
import io.callcenter.sip.call.LegStore;
import io.callcenter.sip.call.LiveCalls;
import io.callcenter.sip.call.PhoneEvent;
import io.callcenter.sip.stack.CallLimits;
import io.callcenter.sip.stack.DigestSettings;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import io.callcenter.store.files.NodeIdentity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** The SIP side: the stack, the lanes of calls over it, and the component {@code sip:} that routes see. */
final class SipSide {
    private static final Duration T1 = Duration.ofMillis(500);

    private SipSide() {}

    /**
     * Lanes that do not listen yet: the route from {@code sip:invite} opens the listening points when it starts.
     *
     * @param overloaded whether new calls are refused for now
     */
    static LiveCalls liveCalls(Settings settings, Foundation foundation, LegStore store, BooleanSupplier overloaded)
            throws StartFailed {
        NodeIdentity node = foundation.node();
        LegSettings legs = Policies.legs(settings);
        KeyedNames names = new KeyedNames(node.key(), node.node(), epoch(foundation));
        SipSettings sip = settings(settings, legs.product());
        try {
            SipStack stack = LoopStack.open(sip, names, foundation.speaks());
            return new LiveCalls(
                    new LiveCalls.Needs(
                            sip,
                            legs.with(credentials(settings, stack)),
                            names,
                            stack,
                            store,
                            foundation.clock(),
                            overloaded),
                    stack.counters());
        } catch (IllegalArgumentException e) {
            throw new StartFailed("cc.sip.listen = " + settings.text("cc.sip.listen") + ": " + Reason.of(e), e);
        }
    }

    /** A number never used before: that of the start, or, as members share a name and clocks differ, the term, in which nobody else ever leads. */
    private static LongSupplier epoch(Foundation foundation) {
        long now = foundation.clock().instant().toEpochMilli();
        return foundation.group().<LongSupplier>map(group -> group::term).orElse(() -> now);
    }

    private static Credentials credentials(Settings settings, SipStack stack) {
        String user = settings.text("cc.sip.auth.user");
        if (user.isEmpty()) {
            return stack.counters().counting(Credentials.NONE);
        }
        return stack.credentials(new DigestSettings(
                user,
                settings.text("cc.sip.auth.password"),
                settings.text("cc.sip.auth.realm"),
                list(settings.text("cc.sip.auth.targets")),
                settings.flag("cc.sip.auth.md5")));
    }

    /** A line that warns of listening points beyond loopback that accept calls from anyone; empty where there is none. */
    static Optional<String> openToAll(Settings settings) {
        if (!list(settings.text("cc.sip.trusted")).isEmpty()) {
            return Optional.empty();
        }
        String open = list(settings.text("cc.sip.listen")).stream()
                .filter(point -> !isLoopback(host(point)))
                .collect(Collectors.joining(","));
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of("Accepting calls from anyone on " + open
                        + ": set cc.sip.trusted to the addresses of your proxy");
    }

    private static String host(String point) {
        String bound = point.split("=", 2)[0];
        return bound.substring(bound.indexOf(':') + 1, bound.lastIndexOf(':'));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Follows addresses by the event of {@code cc.agents.watch}. */
    static BiFunction<String, IntConsumer, Runnable> watch(Settings settings, LiveCalls liveCalls) {
        String event = settings.word("cc.agents.watch");
        return event.equals("off")
                ? (uri, told) -> () -> {}
                : liveCalls.subscriptions(
                                PhoneEvent.valueOf(event.toUpperCase(Locale.ROOT)),
                                settings.number("cc.agents.probe-rate"))::watch;
    }

    /** The component that routes see. */
    static SipComponent component(LiveCalls liveCalls, Settings settings, CallWatcher watcher) {
        Consumer<Exchange> refusals = settings.flag("cc.log.calls") ? new RefusalLog()::refused : refused -> {};
        return new SipComponent(liveCalls, refusals, watcher);
    }

    private static SipSettings settings(Settings settings, String product) {
        return new SipSettings(
                list(settings.text("cc.sip.listen")),
                settings.text("cc.sip.advertise"),
                settings.text("cc.sip.outbound-proxy"),
                list(settings.text("cc.sip.trusted")),
                Policies.seen(settings),
                new SipSettings.Tls(
                        settings.path("cc.sip.tls.key-store")
                                .map(Object::toString)
                                .orElse(""),
                        settings.path("cc.sip.tls.trust-store")
                                .map(Object::toString)
                                .orElse(""),
                        settings.text("cc.sip.tls.password"),
                        clientAuth(settings.text("cc.sip.tls.client-auth"))),
                list(settings.text("cc.sip.ws.origins")),
                product,
                T1,
                limits(settings),
                settings.number("cc.sip.loops"),
                list(settings.text("cc.sip.proxy-protocol")),
                new SipSettings.Capture(
                        settings.text("cc.sip.capture"),
                        settings.number("cc.sip.capture.id"),
                        settings.text("cc.sip.capture.password")));
    }

    /** The words of the setting; true and false are what it knew first. */
    private static SipSettings.Tls.ClientAuth clientAuth(String text) {
        return OptionKind.flag(text)
                .map(must -> must ? SipSettings.Tls.ClientAuth.NEEDED : SipSettings.Tls.ClientAuth.NONE)
                .orElseGet(() -> SipSettings.Tls.ClientAuth.valueOf(text.strip().toUpperCase(Locale.ROOT)));
    }

    private static CallLimits limits(Settings settings) {
        String calls = settings.text("cc.sip.max-calls");
        return new CallLimits(
                calls.isEmpty()
                        ? CallLimits.callsIn(Runtime.getRuntime().maxMemory())
                        : settings.number("cc.sip.max-calls"),
                settings.number("cc.sip.max-unacknowledged"),
                settings.number("cc.sip.max-unanswered"),
                settings.number("cc.sip.rate.source"),
                settings.number("cc.sip.rate"),
                (int) settings.bytes("cc.sip.max-body"));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
