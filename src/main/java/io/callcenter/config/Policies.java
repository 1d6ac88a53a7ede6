package io.callcenter.config;

import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.Trust;
import io.callcenter.core.Bookkeeping;
import io.callcenter.core.Policy;
import io.callcenter.sip.Networks;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** Settings as the core and the legs take them. */
final class Policies {
    private Policies() {}

    /** How the core decides. */
    static Policy policy(Settings settings) {
        return new Policy(
                settings.duration("cc.wrapup-time"),
                settings.text("cc.queue-pos-param"),
                settings.flag("cc.reject-on-no-agents"),
                settings.word("cc.chat-dispatch-policy").equals("full-load"),
                settings.flag("cc.internal-call-dispatching"),
                settings.word("cc.requeue").equals("priority-head"),
                settings.word("cc.dissuaded-place").equals("kept"),
                settings.word("cc.qsize-scope").equals("all"),
                settings.number("cc.max-rejections"),
                settings.number("cc.logout-after-unanswered"),
                settings.duration("cc.max-wait"),
                settings.flag("cc.login-persistence"),
                OfferOutcomeText.read(settings.text("cc.offer-outcome")).orElseThrow(),
                settings.flag("cc.paused-counts"),
                settings.duration("cc.wrapup-max"));
    }

    /** How the core keeps its books. */
    static Bookkeeping books(Settings settings) {
        String zone = settings.text("cc.zone");
        return new Bookkeeping(
                zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone), settings.duration("cc.code-window"));
    }

    private static Trust trust(Settings settings) {
        List<String> named = Arrays.stream(settings.text("cc.sip.identity-from").split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        return new Trust(
                named.isEmpty() ? Trust.DEFAULT.identifies() : new Networks(named)::name,
                settings.word("cc.privacy").equals("hide"));
    }

    /** Deadlines and identity of legs. */
    static LegSettings legs(Settings settings) {
        LegSettings standard = LegSettings.defaults();
        return new LegSettings(
                settings.duration("cc.agent-ring-timeout"),
                settings.duration("cc.setup-timeout"),
                settings.duration("cc.max-call-duration"),
                settings.duration("cc.probe-after"),
                standard.product(),
                settings.text("cc.sip.outbound-proxy"),
                standard.credentials(),
                trust(settings));
    }
}
