package io.callcenter.transport.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.address.ResolvedTarget;
import io.callcenter.transport.address.UriTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {
    private static final String[] BOTH = {"udp:0.0.0.0:5060", "tcp:0.0.0.0:5060"};

    private NameServer dns;
    private Resolver resolver;
    private IntUnaryOperator dice = bound -> 0;

    @BeforeEach
    void open() throws IOException {
        dns = NameServer.open();
        resolver = on(BOTH);
    }

    @AfterEach
    void close() throws IOException {
        resolver.close();
        dns.close();
    }

    private Resolver on(String... points) {
        return on(NameSettings.of(dns.socket()), points);
    }

    private Resolver on(NameSettings settings, String... points) {
        ReachableFamilies reach =
                new ReachableFamilies(Stream.of(points).map(ListenPoint::parse).toList());
        return new Resolver(() -> settings, reach, bound -> dice.applyAsInt(bound));
    }

    private static UriTarget wanted(String host) {
        return new UriTarget(host, -1, "", false);
    }

    private List<String> found(UriTarget wanted) throws Exception {
        return found(resolver, wanted);
    }

    private static List<String> found(Resolver resolver, UriTarget wanted) throws Exception {
        return resolver.find(wanted).get(10, TimeUnit.SECONDS).stream()
                .map(ResolverTest::text)
                .toList();
    }

    private static String text(ResolvedTarget found) {
        return found.transport() + ":" + Literals.text(found.remote().getAddress()) + ":"
                + found.remote().getPort();
    }

    private void assertNowhere(UriTarget wanted) {
        CompletableFuture<List<ResolvedTarget>> found = resolver.find(wanted);
        assertThatThrownBy(() -> found.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aLiteralIsThereAtOnce() {
        assertThat(resolver.find(wanted("192.0.2.1")).join())
                .containsExactly(new ResolvedTarget("udp", new InetSocketAddress("192.0.2.1", 5060)));
        assertThat(resolver.find(new UriTarget("192.0.2.1", 5070, "tcp", false)).join())
                .containsExactly(new ResolvedTarget("tcp", new InetSocketAddress("192.0.2.1", 5070)));
        assertThat(resolver.find(new UriTarget("192.0.2.1", -1, "", true))).isCompletedExceptionally();
        assertThat(dns.asked).isEmpty();
    }

    @Test
    void withAPortOnlyAddressesAreAskedFor() throws Exception {
        dns.address("sip.example.com", "192.0.2.1").address("sip.example.com", "192.0.2.2");
        dns.service("_sip._udp.sip.example.com", 1, 1, 5099, "sip.example.com");
        assertThat(found(new UriTarget("SIP.Example.com", 5070, "", false)))
                .containsExactly("udp:192.0.2.1:5070", "udp:192.0.2.2:5070");
        assertThat(dns.asked).containsExactly("A sip.example.com");
    }

    @Test
    void aTransportAsksForItsService() throws Exception {
        dns.service("_sip._tcp.example.com", 1, 1, 5070, "a.example.com").address("a.example.com", "192.0.2.1");
        assertThat(found(new UriTarget("example.com", -1, "tcp", false))).containsExactly("tcp:192.0.2.1:5070");
        assertThat(dns.asked).containsExactly("SRV _sip._tcp.example.com", "A a.example.com");
    }

    @Test
    void aDotAtTheEndMakesNoDifferenceToServices() throws Exception {
        dns.service("_sip._udp.example.com", 1, 1, 5070, "a.example.com.").address("a.example.com", "192.0.2.1");
        assertThat(found(wanted("example.com."))).containsExactly("udp:192.0.2.1:5070");
    }

    @Test
    void aServerThatTalksNonsenseIsFollowedByTheNextOne() throws Exception {
        try (NameServer mad = NameServer.open().mad();
                Resolver two = on(NameSettings.of(mad.socket(), dns.socket()), BOTH)) {
            dns.service("_sip._udp.example.com", 1, 1, 5070, "a.example.com").address("a.example.com", "192.0.2.1");
            assertThat(found(two, wanted("example.com"))).containsExactly("udp:192.0.2.1:5070");
            assertThat(mad.asked).isNotEmpty();
        }
    }

    @Test
    void aTransportThatWeDoNotSpeakLeadsNowhere() {
        dns.address("example.com", "192.0.2.1");
        assertNowhere(new UriTarget("example.com", -1, "", true));
        assertNowhere(new UriTarget("example.com", 5061, "tls", true));
        assertNowhere(new UriTarget("example.com", -1, "sctp", false));
    }

    @Test
    void allTargetsComeByPriorityAndAreDrawnByWeight() throws Exception {
        dns.service("_sip._udp.example.com", 20, 1, 5060, "last.example.com")
                .service("_sip._udp.example.com", 10, 90, 5060, "a.example.com")
                .service("_sip._udp.example.com", 10, 10, 5061, "b.example.com")
                .address("last.example.com", "192.0.2.9")
                .address("a.example.com", "192.0.2.1")
                .address("b.example.com", "192.0.2.2");
        dice = bound -> bound == 101 ? 90 : 0;
        assertThat(found(wanted("example.com")))
                .containsExactly("udp:192.0.2.1:5060", "udp:192.0.2.2:5061", "udp:192.0.2.9:5060");
        dice = bound -> bound == 101 ? 91 : 0;
        assertThat(resolver.find(wanted("example.com")))
                .as("known now, drawn anew")
                .isCompleted();
        assertThat(found(wanted("example.com")))
                .containsExactly("udp:192.0.2.2:5061", "udp:192.0.2.1:5060", "udp:192.0.2.9:5060");
    }

    @Test
    void naptrChoosesAmongTheTransportsThatWeSpeak() throws Exception {
        dns.pointer("example.com", 1, 1, "SIPS+D2T", "_sips._tcp.example.com")
                .pointer("example.com", 2, 20, "SIP+D2U", "_sip._udp.example.com")
                .pointer("example.com", 2, 10, "SIP+D2T", "_other._tcp.example.net")
                .service("_other._tcp.example.net", 0, 0, 5070, "a.example.net")
                .service("_sip._udp.example.com", 0, 0, 5060, "a.example.net")
                .address("a.example.net", "192.0.2.1");
        assertThat(found(wanted("example.com"))).containsExactly("tcp:192.0.2.1:5070");
        try (Resolver datagrams = on("udp:0.0.0.0:5060")) {
            assertThat(found(datagrams, wanted("example.com"))).containsExactly("udp:192.0.2.1:5060");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void aServerThatFailsOnNaptrOrSrvCountsAsOneThatHasNone(int code) throws Exception {
        dns.address("example.com", "192.0.2.1")
                .fails("NAPTR example.com", code)
                .fails("SRV _sip._udp.example.com", code)
                .fails("SRV _sip._tcp.example.com", code);
        assertThat(found(wanted("example.com"))).containsExactly("udp:192.0.2.1:5060");
        dns.service("_sip._tcp.example.org", 0, 0, 5070, "example.com")
                .fails("NAPTR example.org", code)
                .fails("SRV _sip._udp.example.org", code);
        assertThat(found(wanted("example.org"))).containsExactly("tcp:192.0.2.1:5070");
    }

    @Test
    void aServiceThatIsNotOfferedOrHasNoAddressIsNotSoughtAtTheDomainItself() {
        dns.address("example.com", "192.0.2.1").service("_sip._udp.example.com", 0, 0, 0, ".");
        assertNowhere(wanted("example.com"));
        dns.address("example.org", "192.0.2.1").service("_sip._udp.example.org", 0, 0, 5060, "gone.example.org");
        assertNowhere(wanted("example.org"));
        assertThat(dns.asked).doesNotContain("A example.com", "A example.org");
    }

    @Test
    void theFamilyOfTheFirstPointComesFirstAndOnlyThoseOfOurPointsAtAll() throws Exception {
        dns.address("both.example.com", "192.0.2.1").address("both.example.com", "2001:db8::1");
        dns.address("six.example.com", "2001:db8::6");
        UriTarget both = new UriTarget("both.example.com", 5060, "", false);
        UriTarget six = new UriTarget("six.example.com", 5060, "", false);
        assertThat(found(both)).containsExactly("udp:192.0.2.1:5060");
        assertNowhere(six);
        try (Resolver first = on("udp:[::1]:5060", "udp:127.0.0.1:5060");
                Resolver second = on("udp:0.0.0.0:5060", "udp:[::]:5060");
                Resolver only = on("udp:[::]:5060", "tcp:[::]:5060")) {
            assertThat(found(first, both)).containsExactly("udp:2001:db8:0:0:0:0:0:1:5060", "udp:192.0.2.1:5060");
            assertThat(found(second, both)).containsExactly("udp:192.0.2.1:5060", "udp:2001:db8:0:0:0:0:0:1:5060");
            assertThat(found(second, six)).containsExactly("udp:2001:db8:0:0:0:0:0:6:5060");
            assertThat(found(only, both)).containsExactly("udp:2001:db8:0:0:0:0:0:1:5060");
            assertThat(found(only, new UriTarget("both.example.com", 5060, "tcp", false)))
                    .as("a socket for streams takes both")
                    .containsExactly("tcp:2001:db8:0:0:0:0:0:1:5060", "tcp:192.0.2.1:5060");
        }
    }

    @Test
    void anAliasIsFollowedWhetherItsAnswerHasTheRestOrNot() throws Exception {
        dns.alias("www.example.com", "alias.example.com").alias("alias.example.com", "a.example.com");
        dns.address("a.example.com", "192.0.2.1");
        assertThat(found(new UriTarget("www.example.com", 5060, "", false))).containsExactly("udp:192.0.2.1:5060");
        assertThat(dns.asked).containsExactly("A www.example.com", "A alias.example.com", "A a.example.com");
    }

    @Test
    void aliasesInACircleEnd() {
        dns.alias("a.example.com", "b.example.com").alias("b.example.com", "a.example.com");
        assertNowhere(new UriTarget("a.example.com", 5060, "", false));
        assertThat(dns.asked).hasSizeLessThan(12);
    }

    @Test
    void anAnswerThatWasCutIsFetchedByTcp() throws Exception {
        dns.cut();
        for (int i = 1; i <= 40; i++) {
            dns.address("many.example.com", "192.0.2." + i);
        }
        assertThat(found(new UriTarget("many.example.com", 5060, "", false)))
                .hasSize(24)
                .startsWith("udp:192.0.2.1:5060");
        assertThat(dns.asked).containsExactly("A many.example.com", "TCP A many.example.com");
    }

    @Test
    void recordsThatAreNoneArePassedOver() throws Exception {
        dns.raw("_sip._udp.example.com", 33, new byte[] {0, 1, 0, 2, 3});
        dns.raw("_sip._udp.example.com", 33, new byte[] {0, 1, 0, 2, 3, 4, (byte) 0xC0, (byte) 0xFF});
        dns.service("_sip._udp.example.com", 0, 0, 5070, "a.example.com").address("a.example.com", "192.0.2.1");
        dns.raw("a.example.com", 1, new byte[] {1, 2, 3});
        assertThat(found(wanted("example.com"))).containsExactly("udp:192.0.2.1:5070");
    }

    @Test
    void aServerThatIsSilentIsFollowedByTheNextOneAndThenLeftAside() throws Exception {
        try (NameServer deaf = NameServer.open().silent(true);
                Resolver two = on(NameSettings.of(deaf.socket(), dns.socket()), BOTH)) {
            dns.address("a.example.com", "192.0.2.1").address("b.example.com", "192.0.2.2");
            assertThat(found(two, new UriTarget("a.example.com", 5060, "", false)))
                    .containsExactly("udp:192.0.2.1:5060");
            assertThat(found(two, new UriTarget("b.example.com", 5060, "", false)))
                    .containsExactly("udp:192.0.2.2:5060");
            assertThat(deaf.asked).doesNotContain("A b.example.com");
        }
    }

    @Test
    void whileNobodyAnswersWhatWasKnownServes() throws Exception {
        dns.ttl(0).service("_sip._udp.example.com", 0, 0, 5070, "a.example.com").address("a.example.com", "192.0.2.1");
        assertThat(found(wanted("example.com"))).containsExactly("udp:192.0.2.1:5070");
        dns.silent(true);
        int before = dns.asked.size();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            assertThat(found(wanted("example.com"))).containsExactly("udp:192.0.2.1:5070");
            return dns.asked.size() > before + 2;
        });
    }

    @Test
    void aTtlThatIsOverLeadsToANewQuestion() throws Exception {
        UriTarget one = new UriTarget("a.example.com", 5060, "", false);
        dns.ttl(0).address("a.example.com", "192.0.2.1");
        assertThat(found(one)).containsExactly("udp:192.0.2.1:5060");
        dns.forget().address("a.example.com", "192.0.2.2");
        assertThat(found(one)).as("5 s hold").containsExactly("udp:192.0.2.1:5060");
        await().atMost(Duration.ofSeconds(10)).until(() -> found(one), List.of("udp:192.0.2.2:5060")::equals);
        assertThat(dns.asked).hasSize(2);
    }

    @Test
    void oneQuestionServesAllWhoAskAtATime() throws Exception {
        dns.silent(true);
        UriTarget one = new UriTarget("a.example.com", 5060, "", false);
        List<CompletableFuture<List<ResolvedTarget>>> all =
                Stream.generate(() -> resolver.find(one)).limit(50).toList();
        await().until(() -> dns.asked.size() == 1);
        dns.silent(false).address("a.example.com", "192.0.2.1");
        for (CompletableFuture<List<ResolvedTarget>> each : all) {
            assertThat(each.get(10, TimeUnit.SECONDS)).hasSize(1);
        }
        assertThat(dns.asked).as("the one that was lost, and its repeat").hasSize(2);
    }

    @Test
    void shortNamesAreSearchedForInOurDomainsAndServicesAreNot() throws Exception {
        NameSettings settings = new NameSettings(List.of(dns.socket()), List.of("lan.example.com", "example.com"), 1);
        dns.address("pbx.example.com", "192.0.2.1")
                .address("docker", "192.0.2.2")
                .address("a.b", "192.0.2.3");
        try (Resolver searching = on(settings, BOTH)) {
            assertThat(found(searching, wanted("pbx"))).containsExactly("udp:192.0.2.1:5060");
            assertThat(found(searching, wanted("docker"))).containsExactly("udp:192.0.2.2:5060");
            assertThat(found(searching, wanted("a.b"))).containsExactly("udp:192.0.2.3:5060");
            assertThat(dns.asked)
                    .containsExactly(
                            "A pbx.lan.example.com",
                            "A pbx.example.com",
                            "A docker.lan.example.com",
                            "A docker.example.com",
                            "A docker",
                            "NAPTR a.b",
                            "SRV _sip._udp.a.b",
                            "SRV _sip._tcp.a.b",
                            "A a.b");
        }
    }

    @Test
    void localhostIsKnownWithoutAServer() throws Exception {
        assertThat(found(wanted("localhost"))).containsExactly("udp:127.0.0.1:5060");
        try (Resolver six = on("udp:[::1]:5060")) {
            assertThat(found(six, wanted("localhost"))).hasSize(1).allMatch(place -> place.startsWith("udp:"));
        }
        assertThat(dns.asked).isEmpty();
    }

    @Test
    void namesThatCannotBeAskedForLeadNowhere() {
        assertNowhere(new UriTarget("x".repeat(64) + ".example.com", 5060, "", false));
        assertNowhere(wanted("a..b"));
        assertNowhere(wanted(("x".repeat(60) + ".").repeat(5) + "com"));
    }

    @Test
    void whoWaitsWhenItIsClosedFindsNothing() {
        dns.silent(true);
        CompletableFuture<List<ResolvedTarget>> found = resolver.find(wanted("example.com"));
        resolver.close();
        assertThatThrownBy(() -> found.get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertNowhere(wanted("example.org"));
    }

    @Test
    void aServerThatIsNamedLaterIsAskedFromThenOn() throws Exception {
        AtomicReference<NameSettings> current = new AtomicReference<>(NameSettings.of(dns.socket()));
        ReachableFamilies reach = new ReachableFamilies(List.of(ListenPoint.parse("udp:0.0.0.0:5060")));
        try (NameServer other = NameServer.open();
                Resolver changing = new Resolver(current::get, reach, bound -> 0)) {
            dns.address("a.example.com", "192.0.2.1");
            other.address("b.example.com", "192.0.2.2");
            assertThat(found(changing, new UriTarget("a.example.com", 5060, "", false)))
                    .containsExactly("udp:192.0.2.1:5060");
            current.set(NameSettings.of(other.socket()));
            assertThat(found(changing, new UriTarget("b.example.com", 5060, "", false)))
                    .containsExactly("udp:192.0.2.2:5060");
            assertThat(dns.asked).doesNotContain("A b.example.com");
        }
    }

    @Test
    void theMachinesFileIsReadAgainWhenItHasChanged(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("resolv.conf");
        Files.writeString(file, "nameserver 192.0.2.1\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        MachineNames names = new MachineNames(file);
        assertThat(names.get().servers()).containsExactly(new InetSocketAddress("192.0.2.1", 53));
        Files.writeString(file, "search example.com\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));
        assertThat(names.get().servers()).containsExactly(new InetSocketAddress("127.0.0.1", 53));
        assertThat(names.get().search()).containsExactly("example.com");
        Files.delete(file);
        assertThat(names.get().search()).containsExactly("example.com");
        assertThat(new MachineNames(file).get().servers()).isNotEmpty();
    }

    @Test
    void theMachinesFileIsRead() {
        List<String> lines = List.of(
                "# a comment",
                "nameserver 192.0.2.53",
                "nameserver not-an-address",
                "nameserver 2001:db8::53",
                "domain example.org",
                "search example.com. lan",
                "options edns0 ndots:2 timeout:1",
                "");
        NameSettings read = NameSettings.read(lines, List.of(dns.socket()));
        assertThat(read.servers())
                .containsExactly(new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("2001:db8::53", 53));
        assertThat(read.candidates("a.b")).containsExactly("a.b.example.com", "a.b.lan", "a.b");
        assertThat(read.candidates("a.b.c")).containsExactly("a.b.c", "a.b.c.example.com", "a.b.c.lan");
        assertThat(read.candidates("a.")).containsExactly("a");
        assertThat(NameSettings.read(List.of(), List.of(dns.socket())).servers())
                .containsExactly(dns.socket());
        assertThat(NameSettings.parse("127.0.0.1:53, [::1]:5353").servers())
                .containsExactly(new InetSocketAddress("127.0.0.1", 53), new InetSocketAddress("::1", 5353));
        assertThatThrownBy(() -> NameSettings.parse("dns.example.com:53")).isInstanceOf(IllegalArgumentException.class);
    }
}
