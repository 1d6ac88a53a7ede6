package io.callcenter.config;

import io.callcenter.app.TransferTargets;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.OwnFieldNames;
import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.Trust;
import io.callcenter.config.settings.OfferOutcomeText;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.TransferTexts;
import io.callcenter.core.PlacePolicy;
import io.callcenter.core.Policy;
import io.callcenter.core.ProbePolicy;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.rules.ReportingRules;
import io.callcenter.sip.stack.Networks;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

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
                settings.duration("cc.wrapup-max"),
                new TransferPolicy(
                        TransferPolicy.Scope.valueOf(
                                settings.word("cc.transfer").toUpperCase(Locale.ROOT)),
                        settings.number("cc.transfer.max"),
                        TransferPolicy.Entry.valueOf(
                                settings.word("cc.transfer.place").toUpperCase(Locale.ROOT)),
                        settings.flag("cc.transfer.back"),
                        settings.flag("cc.events.context"),
                        replaces(settings)),
                new ProbePolicy(
                        settings.duration("cc.agents.probe"),
                        settings.number("cc.agents.probe-misses"),
                        settings.number("cc.agents.probe-rate"),
                        !settings.word("cc.agents.watch").equals("off")),
                new PlacePolicy(settings.text("cc.queue-ewt-param"), settings.number("cc.position-rate")));
    }

    /** Where no sender's word counts, nobody is trusted: the others are told by From alone. */
    private static TransferPolicy.Replaces replaces(Settings settings) {
        TransferPolicy.Replaces said = TransferPolicy.Replaces.valueOf(
                settings.word("cc.transfer.replaces").toUpperCase(Locale.ROOT));
        boolean off = settings.word("cc.transfer").equals("off");
        boolean nobody = said == TransferPolicy.Replaces.TRUSTED
                && settings.text("cc.sip.trusted").isBlank();
        return off ? TransferPolicy.Replaces.OFF : nobody ? TransferPolicy.Replaces.AGENTS : said;
    }

    /** Whom callers may be transferred to. */
    static TransferTargets targets(Settings settings) {
        return new TransferTargets(
                settings.word("cc.transfer").equals("outside"),
                OwnHosts.of(settings),
                TransferTexts.patterns(settings.text("cc.transfer.outside-allow"))
                        .orElseThrow(),
                settings.text("cc.transfer.outside-to"));
    }

    /** How the core keeps its books. */
    static ReportingRules books(Settings settings) {
        String zone = settings.text("cc.zone");
        return new ReportingRules(
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

    private static SetupRules rules(Settings settings) {
        return new SetupRules(
                SetupRules.Reliable.valueOf(settings.word("cc.sip.100rel").toUpperCase(Locale.ROOT)),
                SetupRules.LateOffer.valueOf(settings.word("cc.late-offer").toUpperCase(Locale.ROOT)),
                settings.word("cc.early-media").equals("hide"),
                referrers(settings),
                replaces(settings) != TransferPolicy.Replaces.OFF,
                settings.word("cc.transfer.outside-from").equals("caller")
                        ? ""
                        : settings.text("cc.transfer.outside-from"),
                passed(settings));
    }

    private static Set<SetupRules.Referrer> referrers(Settings settings) {
        return settings.word("cc.transfer").equals("off")
                ? Set.of()
                : Arrays.stream(settings.text("cc.transfer.by").split(","))
                        .map(item -> SetupRules.Referrer.valueOf(item.strip().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Names of header fields that go with a caller to each agent: those that routes see, but for what messages of ours say themselves. */
    static List<String> passed(Settings settings) {
        return seen(settings).stream().filter(OwnFieldNames::mayPass).toList();
    }

    /** Names of header fields that routes see. */
    static List<String> seen(Settings settings) {
        List<String> names = new ArrayList<>();
        names.add("User-to-User");
        Arrays.stream(settings.text("cc.sip.headers").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("User-to-User"))
                .forEach(names::add);
        return List.copyOf(names);
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
                trust(settings),
                rules(settings));
    }
}
