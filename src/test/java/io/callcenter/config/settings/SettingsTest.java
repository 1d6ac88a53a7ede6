package io.callcenter.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callcenter.config.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SettingsTest {
    @TempDir
    private Path folder;

    private final Map<String, String> overrides = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void withoutAnythingTheDefaultsHold() throws WrongSetting {
        Settings settings = resolve();

        assertThat(settings.duration("cc.wrapup-time")).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.text("cc.jms.url")).isEqualTo("embedded");
        assertThat(settings.bytes("cc.journal.max-size")).isEqualTo(2L << 30);
        assertThat(settings.path("cc.data")).contains(folder.resolve("data"));
        assertThat(settings.path("cc.http.users")).isEmpty();
        assertThat(settings.changed()).isEmpty();
    }

    @Test
    void eachDefaultIsAValueThatTheOptionTakes() {
        for (Option option : Options.list()) {
            assertThat(option.kind().accepts().apply(option.standard()))
                    .as(option.name())
                    .isTrue();
        }
    }

    @Test
    void allParametersOfTheManualHaveAName() {
        assertThat(Options.list().stream().map(Option::name))
                .contains("cc.db.url", "cc.acc-db.url", "cc.rt-db.url", "cc.wrapup-time", "cc.b2b-logic-ctx-param")
                .contains("cc.agents-table", "cc.flows-m-flow-id-column")
                .doesNotHaveDuplicates();
        assertThat(ManualOptions.schema()).hasSize(23);
    }

    @Test
    void theUsualFileIsReadWhenThereIsOne() throws Exception {
        Files.writeString(folder.resolve("callcenter.properties"), "cc.wrapup-time = 12\n");

        assertThat(resolve().duration("cc.wrapup-time")).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void theEnvironmentBeatsTheFileAndTheCommandLineBeatsBoth() throws Exception {
        Files.writeString(
                folder.resolve("callcenter.properties"), "cc.http.port=1\ncc.wrapup-time=1\ncc.max-rejections=1\n");
        environment.put("CC_HTTP_PORT", "2");
        environment.put("CC_WRAPUP_TIME", "2");
        overrides.put("cc.wrapup-time", "3");

        Settings settings = resolve();

        assertThat(settings.number("cc.max-rejections")).isEqualTo(1);
        assertThat(settings.number("cc.http.port")).isEqualTo(2);
        assertThat(settings.duration("cc.wrapup-time")).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anotherFileTakesThePlaceOfTheUsualOne() throws Exception {
        Files.writeString(folder.resolve("callcenter.properties"), "cc.http.port=1\n");
        Path other = Files.writeString(folder.resolve("other.properties"), "cc.max-rejections=7\n");

        Settings settings = Settings.resolve(new SettingSources(overrides, environment, Optional.of(other), folder));

        assertThat(settings.number("cc.http.port")).isEqualTo(8080);
        assertThat(settings.number("cc.max-rejections")).isEqualTo(7);
    }

    @Test
    void aNamedFileThatIsMissingStopsTheStart() {
        assertThatThrownBy(() -> Settings.resolve(
                        new SettingSources(overrides, environment, Optional.of(Path.of("none.properties")), folder)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("none.properties")
                .hasMessageContaining("no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "cc.http.prot, cc.http.port",
        "cc.wrap-up-time, cc.wrapup-time",
        "cc.sip.listn, cc.sip.listen",
        "cc.db-url, cc.db.url",
    })
    void anUnknownNameIsRefusedWithTheNearestOne(String written, String near) {
        overrides.put(written, "1");

        refused(written + ": unknown setting (-p); did you mean " + near + "?");
    }

    @Test
    void anUnknownNameInTheFileIsRefusedToo() throws Exception {
        Files.writeString(folder.resolve("callcenter.properties"), "cc.https.port = 1\n");

        refused("cc.https.port: unknown setting (callcenter.properties); did you mean cc.http.port?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc.http.port | abc",
                "cc.http.port | 65536",
                "cc.http.port | -1",
                "cc.http.port | ''",
                "cc.data | ''",
                "cc.wrapup-time | -3",
                "cc.wrapup-time | 3 weeks",
                "cc.agent-ring-timeout | 0",
                "cc.reject-on-no-agents | maybe",
                "cc.chat-dispatch-policy | random",
                "cc.requeue | tail",
                "cc.sip.listen | udp:0.0.0.0",
                "cc.sip.listen | sctp:0.0.0.0:5060",
                "cc.sip.listen | udp:0.0.0.0:70000",
                "cc.sip.listen | udp:0.0.0.0:5060=",
                "cc.sip.listen | udp:0.0.0.0:5060=sip.example.com:0",
                "cc.sip.listen | udp:0.0.0.0:5060=a=b",
                "cc.sip.proxy-protocol | balancer.example.com",
                "cc.sip.capture | tcp:homer.example.com:9060",
                "cc.sip.capture | udp:homer.example.com",
                "cc.sip.capture | udp:homer.example.com:0",
                "cc.sip.capture.id | -1",
                "cc.journal.max-size | 1KiB",
                "cc.agents-table | cc_agents; drop table x",
                "cc.agents-skills-column | skills'",
                "cc.flows-skill-column | ''",
                "cc.jms.url | amqp://x",
                "cc.jms.acceptor | udp://x:1",
                "cc.jms.acceptor | tcp://127.0.0.1:0",
                "cc.jms.acceptor | tcp://127.0.0.1:65536",
                "cc.sip.advertise | example.org:0",
                "cc.sip.advertise | example.org:70000",
                "cc.sip.trusted | proxy.example.org",
                "cc.sip.trusted | 10.0.0.0/99",
                "cc.sip.trusted | 10.0.0.1,10.0.0.256",
                "cc.sip.trusted | 2001:db8::/129",
                "cc.sip.trusted | 1:2:3",
                "cc.sip.trusted | ','",
                "cc.sip.auth.targets | sip:proxy.example.org",
                "cc.sip.auth.targets | proxy.example.org:5060",
                "cc.sip.auth.targets | 10.0.0.256",
                "cc.sip.auth.targets | 10.0.0.0/33",
                "cc.sip.auth.realm | a\"b",
                "cc.queue-pos-param | a=b",
                "cc.desk.pop-url | javascript:alert({caller})",
                "cc.desk.pop-url | https://{caller}/",
                "cc.desk.pop-at | later",
            })
    void aValueOutOfRangeIsRefusedByName(String name, String value) {
        overrides.put(name, value);

        assertThatThrownBy(this::resolve)
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(name)
                .hasMessageContaining("expected")
                .hasMessageEndingWith("(-p)")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc.sip.trusted | 10.0.0.0/8, 192.0.2.7 ,",
                "cc.sip.trusted | 0.0.0.0/0,::/0,2001:db8::1",
                "cc.sip.trusted | ''",
                "cc.sip.auth.targets | 'pbx.example.org, 10.0.0.0/8,2001:db8::1'",
                "cc.sip.auth.targets | localhost",
                "cc.sip.auth.realm | 'pbx of ours'",
                "cc.sip.advertise | example.org",
                "cc.sip.advertise | [2001:db8::1]:5060",
                "cc.sip.advertise | example.org:65535",
            })
    void addressesAndPortsWithinTheirRangeAreTaken(String name, String value) throws WrongSetting {
        overrides.put(name, value);

        assertThat(resolve().text(name)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"30s, 30000", "500ms, 500", "12h, 43200000", "30, 30000", "10m, 600000", "2d, 172800000", "0, 0"})
    void durationsHaveUnitsAndABareNumberMeansSeconds(String text, long millis) {
        assertThat(OptionKind.duration(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "yes", "ON", "True"})
    void flagsMayBeWrittenInSeveralWays(String text) throws WrongSetting {
        overrides.put("cc.routes.reload", text);

        assertThat(resolve().flag("cc.routes.reload")).isTrue();
    }

    @Test
    void aPasswordMayStandInAFileAndIsNeverShown() throws Exception {
        Files.writeString(folder.resolve("secret"), "geheim\n");
        overrides.put("cc.db.password", "file:secret");

        Settings settings = resolve();

        assertThat(settings.text("cc.db.password")).isEqualTo("geheim");
        assertThat(settings.changed()).containsEntry("cc.db.password", "***");
        assertThat(settings.forRoutes()).doesNotContainKey("cc.db.password");
    }

    @ParameterizedTest
    @CsvSource({
        "cc.db.url, mysql://cc:p@ss:w/rd@db:3306/opensips, mysql://cc:***@db:3306/opensips",
        "cc.acc-db.url, jdbc:postgresql://db/cc?user=cc&password=geheim&ssl=true, jdbc:postgresql://db/cc?user=cc&password=***&ssl=true",
        "cc.rt-db.url, jdbc:h2:mem:x;PASSWORD=geheim;USER=cc, jdbc:h2:mem:x;PASSWORD=***;USER=cc",
        "cc.jms.url, tcp://b:61617?sslEnabled=true;trustStorePassword=geheim, tcp://b:61617?sslEnabled=true;trustStorePassword=***",
        "cc.jms.url, 'failover:(tcp://a:61616,tcp://b:61616)', 'failover:(tcp://a:61616,tcp://b:61616)'"
    })
    void aPasswordInAnAddressIsUsedAndNotShown(String name, String url, String shown) throws WrongSetting {
        overrides.put(name, url);

        Settings settings = resolve();

        assertThat(settings.text(name)).isEqualTo(url);
        assertThat(settings.shown(name)).isEqualTo(shown);
        assertThat(settings.changed()).containsEntry(name, shown);
        assertThat(settings.forRoutes()).containsEntry(name, shown);
    }

    @Test
    void aPasswordFileThatIsMissingStopsTheStart() {
        overrides.put("cc.db.password", "file:none");

        refused("cc.db.password: cannot read " + folder.resolve("none") + ": no such file");
    }

    @Test
    void otherKeysAreHandedOn() throws Exception {
        Files.writeString(
                folder.resolve("callcenter.properties"), "camel.main.name=x\nmy.crm = http://crm\ncc.max-wait=9s\n");

        assertThat(resolve().forRoutes())
                .containsEntry("camel.main.name", "x")
                .containsEntry("my.crm", "http://crm")
                .containsEntry("cc.max-wait", "9s");
    }

    @Test
    void anAddressBeyondLoopbackNeedsUsers() {
        overrides.put("cc.http.address", "0.0.0.0");

        refused("cc.http.users: needed, because cc.http.address = 0.0.0.0 is not loopback");
    }

    @Test
    void anAcceptorNeedsUserAndPassword() {
        overrides.putAll(Map.of("cc.jms.acceptor", "tcp://0.0.0.0:61616", "cc.jms.user", "us"));

        refused("cc.jms.password: needed, because cc.jms.acceptor is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "wss"})
    void encryptedPointsNeedACertificate(String transport) {
        overrides.put("cc.sip.listen", "udp:0.0.0.0:5060," + transport + ":0.0.0.0:5061");

        refused("cc.sip.tls.key-store: needed, because cc.sip.listen has a " + transport + " point");
    }

    @Test
    void pointsOfOneTransportMayHaveNamesOfTheirOwn() throws Exception {
        String points = "udp:10.0.0.5:5060, udp:192.0.2.7:5060=sip.example.com,tcp:[::1]:0=[2001:db8::1]:5070";
        overrides.put("cc.sip.listen", points);
        assertThat(resolve().text("cc.sip.listen")).isEqualTo(points);
    }

    @Test
    void loadBalancersStandBeforeStreamsOnly() throws Exception {
        overrides.put("cc.sip.proxy-protocol", "10.0.0.7");
        assertThat(resolve().text("cc.sip.proxy-protocol")).isEqualTo("10.0.0.7");
        overrides.put("cc.sip.listen", "udp:127.0.0.1:0");
        refused("cc.sip.proxy-protocol: only with a tcp, tls, ws or wss point in cc.sip.listen");
    }

    @Test
    void aPointForWebSocketsNeedsNothingElse() throws WrongSetting {
        overrides.putAll(Map.of(
                "cc.sip.listen", "ws:127.0.0.1:0", "cc.sip.ws.origins", "https://a.example, http://10.0.0.7:8080/"));

        assertThat(resolve().text("cc.sip.listen")).isEqualTo("ws:127.0.0.1:0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone.example", "https://a.example/page", "https://a.example b", "*"})
    void whatIsNoOriginIsRefused(String origin) {
        overrides.put("cc.sip.ws.origins", origin);

        refused("cc.sip.ws.origins = " + origin
                + ": expected origins such as https://phone.example.com, separated by commas (-p)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "off", "none", "Wanted", "needed"})
    void clientsAreAskedForCertificatesInThreeWays(String way) throws WrongSetting {
        overrides.put("cc.sip.tls.client-auth", way);

        assertThat(resolve().text("cc.sip.tls.client-auth")).isEqualToIgnoringCase(way);
    }

    @Test
    void anotherWayIsRefused() {
        overrides.put("cc.sip.tls.client-auth", "maybe");

        refused("cc.sip.tls.client-auth = maybe: expected true, false or one of: none, wanted, needed (-p)");
    }

    @Test
    void w31_aPageOfAnotherSystemIsAnHttpAddressAndItsFieldsAreSeen() throws WrongSetting {
        overrides.put("cc.desk.pop-url", "https://crm.example/?c={caller}&x={SipHeader.X-Case}");
        refused("cc.sip.headers: X-Case is needed, because cc.desk.headers or cc.desk.pop-url names it");

        overrides.put("cc.sip.headers", "x-case");
        assertThat(resolve().text("cc.desk.pop-at")).isEqualTo("answered");
    }

    @Test
    void aUserForChallengesNeedsARealmAndATarget_H3() throws WrongSetting {
        overrides.put("cc.sip.auth.user", "center");
        refused("cc.sip.auth.realm: needed, because cc.sip.auth.user is set");

        overrides.put("cc.sip.auth.realm", "phones");
        refused("cc.sip.auth.targets: needed, because cc.sip.auth.user is set and cc.sip.outbound-proxy is not");

        overrides.put("cc.sip.outbound-proxy", "sip:proxy.example.org;lr");
        assertThat(resolve().text("cc.sip.auth.targets")).isEmpty();

        overrides.remove("cc.sip.outbound-proxy");
        overrides.put("cc.sip.auth.targets", "10.0.0.0/8");
        assertThat(resolve().flag("cc.sip.auth.md5")).isTrue();
    }

    @Test
    void variablesThatLookLikeOursAreNamed() throws WrongSetting {
        environment.put("CC_HTTP_PROT", "1");

        assertThat(resolve().warnings()).containsExactly("CC_HTTP_PROT is no setting; did you mean CC_HTTP_PORT?");
    }

    @Test
    void noTwoOptionsShareAVariable() {
        List<String> variables = Options.list().stream().map(Option::variable).toList();

        assertThat(variables).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "udp:127.0.0.1:5060,udp:0.0.0.0:5070 | '' | 1",
                "udp:[::]:5060,tcp:0.0.0.0:5060 | '' | 1",
                "udp:0.0.0.0:5060 | 192.0.2.7 | 0",
                "udp:127.0.0.1:5060,tcp:[::1]:5060 | '' | 0",
            })
    void theStartWarnsOnceWhereEverybodyMayCall(String listen, String trusted, int warnings) throws WrongSetting {
        overrides.putAll(Map.of("cc.sip.listen", listen, "cc.sip.trusted", trusted));
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Application.class);
        said.start();
        log.addAppender(said);
        try {
            Application.say(resolve());
        } finally {
            log.detachAppender(said);
        }

        assertThat(said.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .hasSize(warnings)
                .allMatch(event -> event.getFormattedMessage().contains("cc.sip.trusted"));
    }

    private void refused(String line) {
        assertThatThrownBy(this::resolve).isInstanceOf(WrongSetting.class).hasMessage(line);
    }

    private Settings resolve() throws WrongSetting {
        return Settings.resolve(new SettingSources(overrides, environment, Optional.empty(), folder));
    }

    @Test
    void aFileThatIsNoPropertiesFileStopsTheStart() throws IOException {
        Files.writeString(folder.resolve("callcenter.properties"), "cc.data = \\u12\n");

        assertThatThrownBy(this::resolve).isInstanceOf(WrongSetting.class).hasMessageContaining("cannot be read");
    }
}
