package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SetupRules;
import io.callcenter.b2b.Trust;
import io.callcenter.config.settings.ManualOptions;
import io.callcenter.config.settings.Option;
import io.callcenter.config.settings.Options;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.WrongSetting;
import io.callcenter.core.OfferOutcome;
import io.callcenter.core.PlacePolicy;
import io.callcenter.core.Policy;
import io.callcenter.core.ProbePolicy;
import io.callcenter.core.TransferPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting reaches the rule that it is for, and no other (docs/design/behaviour.md 14). */
class PoliciesTest {
    /** A setting, another value for it, and the part of the policy that it changes. */
    private record Case(String name, String value, String part, Object expected) {}

    @TempDir
    private Path folder;

    private static Stream<Case> ofTheCore() {
        return Stream.of(
                new Case("cc.wrapup-time", "12", "wrapUp", Duration.ofSeconds(12)),
                new Case("cc.queue-pos-param", "pos", "queuePositionParameter", "pos"),
                new Case("cc.reject-on-no-agents", "0", "rejectOnNoAgents", false),
                new Case("cc.chat-dispatch-policy", "full-load", "fullLoad", true),
                new Case("cc.internal-call-dispatching", "false", "internalDispatching", false),
                new Case("cc.requeue", "priority-head", "requeueAtPriorityHead", true),
                new Case("cc.dissuaded-place", "kept", "keepDissuadedPlace", true),
                new Case("cc.qsize-scope", "all", "queueSizeOfAllFlows", true),
                new Case("cc.max-rejections", "3", "maxRejections", 3),
                new Case("cc.logout-after-unanswered", "4", "logoutAfterUnanswered", 4),
                new Case("cc.offer-outcome", "recommended", "offers", OfferOutcome.RECOMMENDED),
                new Case("cc.max-wait", "90s", "maxWait", Duration.ofSeconds(90)),
                new Case("cc.login-persistence", "false", "keepRuntimeLogin", false),
                new Case("cc.paused-counts", "false", "pausedCount", false),
                new Case("cc.agents.probe", "60s", "probes", new ProbePolicy(Duration.ofMinutes(1), 2, 50)),
                new Case("cc.queue-ewt-param", "wait", "places", new PlacePolicy("wait", 20)),
                new Case("cc.wrapup-max", "20m", "longestWrapUp", Duration.ofMinutes(20)),
                new Case(
                        "cc.transfer.max",
                        "3",
                        "transfers",
                        new TransferPolicy(TransferPolicy.Scope.INSIDE, 3, TransferPolicy.Entry.PRIORITY)));
    }

    private static Stream<Case> ofTheLegs() {
        return Stream.of(
                new Case("cc.agent-ring-timeout", "21s", "ringTimeout", Duration.ofSeconds(21)),
                new Case("cc.setup-timeout", "22s", "setupTimeout", Duration.ofSeconds(22)),
                new Case("cc.max-call-duration", "3h", "maxCallDuration", Duration.ofHours(3)),
                new Case("cc.probe-after", "24s", "probeAfter", Duration.ofSeconds(24)),
                new Case("cc.sip.outbound-proxy", "sip:proxy@127.0.0.1;lr", "outboundProxy", "sip:proxy@127.0.0.1;lr"),
                new Case("cc.privacy", "pass", "trust", new Trust(Trust.DEFAULT.identifies(), false)),
                new Case(
                        "cc.transfer",
                        "off",
                        "rules",
                        SetupRules.DEFAULT.withTransfersBy(Set.of()).withReplaces(false)),
                new Case(
                        "cc.transfer.by",
                        "agents, announcements",
                        "rules",
                        SetupRules.DEFAULT.withTransfersBy(Set.of(SetupRules.Referrer.values()))));
    }

    private Settings with(String name, String value) throws WrongSetting {
        return StartedApplication.settings(folder, Map.of(name, value));
    }

    private static Map<String, Object> parts(Record record) {
        return Stream.of(record.getClass().getRecordComponents())
                .collect(Collectors.toMap(part -> part.getName(), part -> {
                    try {
                        return part.getAccessor().invoke(record);
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(e);
                    }
                }));
    }

    private static void onlyDiffersIn(Case one, Record standard, Record changed) {
        Map<String, Object> before = parts(standard);
        Map<String, Object> after = parts(changed);
        assertThat(after).containsEntry(one.part(), one.expected());
        assertThat(before).doesNotContainEntry(one.part(), one.expected());
        before.remove(one.part());
        assertThat(after).containsAllEntriesOf(before);
    }

    @ParameterizedTest
    @MethodSource("ofTheCore")
    void eachSettingOfTheCoreChangesItsRuleAlone(Case one) throws WrongSetting {
        onlyDiffersIn(one, Policies.policy(with("cc.http.port", "0")), Policies.policy(with(one.name(), one.value())));
    }

    @ParameterizedTest
    @MethodSource("ofTheLegs")
    void eachSettingOfTheLegsChangesItsDeadlineAlone(Case one) throws WrongSetting {
        onlyDiffersIn(one, Policies.legs(with("cc.http.port", "0")), Policies.legs(with(one.name(), one.value())));
    }

    @Test
    void furtherSettingsOfTransfersAndProbesArrive() throws WrongSetting {
        assertThat(Policies.policy(with("cc.transfer.back", "true")).transfers())
                .isEqualTo(TransferPolicy.DEFAULT.withBack());
        assertThat(Policies.policy(with("cc.events.context", "true")).transfers())
                .isEqualTo(TransferPolicy.DEFAULT.tellingFields());
        assertThat(Policies.policy(with("cc.position-rate", "3")).places()).isEqualTo(new PlacePolicy("", 3));
        assertThat(Policies.policy(with("cc.agents.probe-misses", "3")).probes())
                .isEqualTo(new ProbePolicy(Duration.ZERO, 3, 50));
        assertThat(Policies.policy(with("cc.agents.probe-rate", "7")).probes())
                .isEqualTo(new ProbePolicy(Duration.ZERO, 2, 7));
        assertThat(Policies.policy(with("cc.agents.watch", "reg")).probes())
                .isEqualTo(new ProbePolicy(Duration.ZERO, 2, 50, true));
        assertThat(Policies.legs(with("cc.transfer.outside-from", "sip:49@h"))
                        .rules()
                        .outsideFrom())
                .isEqualTo("sip:49@h");
        assertThat(Policies.legs(with("cc.sip.headers", "X-A, user-to-user"))
                        .rules()
                        .passed())
                .containsExactly("User-to-User", "X-A");
    }

    @Test
    void whoMayTakeAPlaceNeedsSendersWhoseWordCounts() throws WrongSetting {
        assertThat(replaces(Map.of("cc.transfer.replaces", "trusted", "cc.sip.trusted", "192.0.2.7")))
                .isEqualTo(TransferPolicy.Replaces.TRUSTED);
        assertThat(replaces(Map.of("cc.transfer.replaces", "trusted"))).isEqualTo(TransferPolicy.Replaces.AGENTS);
        assertThat(replaces(Map.of("cc.transfer.replaces", "off"))).isEqualTo(TransferPolicy.Replaces.OFF);
        assertThat(replaces(Map.of("cc.transfer", "off"))).isEqualTo(TransferPolicy.Replaces.OFF);
    }

    private TransferPolicy.Replaces replaces(Map<String, String> said) throws WrongSetting {
        Settings settings = StartedApplication.settings(folder, said);
        TransferPolicy.Replaces who = Policies.policy(settings).transfers().replaces();
        assertThat(Policies.legs(settings).rules().replaces()).isEqualTo(who != TransferPolicy.Replaces.OFF);
        return who;
    }

    @Test
    void noCallerWritesWhatMessagesOfOursSayThemselvesOrWhoTheyAre() throws WrongSetting {
        Settings settings = with(
                "cc.sip.headers",
                "to, m, Call-ID, Via, Route, P-Asserted-Identity, p-preferred-identity, Remote-Party-ID, Privacy, b, X-A");
        assertThat(Policies.passed(settings)).containsExactly("User-to-User", "X-A");
        assertThat(Policies.seen(settings)).contains("P-Asserted-Identity", "X-A");
    }

    @Test
    void onlyNamedAddressesSayWhoCalls() throws WrongSetting {
        Trust trust = Policies.legs(with("cc.sip.identity-from", "192.0.2.7, 10.0.0.0/8"))
                .trust();
        assertThat(trust.identifies().test("192.0.2.7")).isTrue();
        assertThat(trust.identifies().test("10.1.2.3")).isTrue();
        assertThat(trust.identifies().test("192.0.2.8")).isFalse();
        assertThat(Trust.DEFAULT.identifies().test("192.0.2.7")).isFalse();
    }

    @Test
    void noPartOfAPolicyIsForgotten() {
        assertThat(ofTheCore().map(Case::part))
                .containsExactlyInAnyOrderElementsOf(parts(Policy.defaults()).keySet());
        assertThat(Stream.concat(ofTheLegs().map(Case::part).distinct(), Stream.of("product", "credentials")))
                .containsExactlyInAnyOrderElementsOf(
                        parts(LegSettings.defaults()).keySet());
    }

    @Test
    void withoutSettingsTheDefaultsOfTheManualHold() throws WrongSetting {
        assertThat(Policies.policy(with("cc.http.port", "0"))).isEqualTo(Policy.defaults());
    }

    @Test
    void theThirtyTwoParametersOfTheManualAreSettings() {
        Set<String> wanted = new TreeSet<>(List.of(
                "cc.db.url",
                "cc.acc-db.url",
                "cc.rt-db.url",
                "cc.wrapup-time",
                "cc.queue-pos-param",
                "cc.reject-on-no-agents",
                "cc.chat-dispatch-policy",
                "cc.internal-call-dispatching",
                "cc.b2b-logic-ctx-param"));
        ManualOptions.schema().forEach(option -> wanted.add(option.name()));
        assertThat(wanted).hasSize(32);
        assertThat(Options.list().stream().map(Option::name)).containsAll(wanted);
        assertThat(io.callcenter.store.database.ProvisioningNames.properties().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ManualOptions.schema().stream().map(Option::name).toList());
    }
}
