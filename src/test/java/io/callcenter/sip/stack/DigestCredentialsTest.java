package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Credentials.Role;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.Response;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import io.callcenter.plain.PlainResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to digest challenges; the expected ones are the examples of RFC 2617 §3.5 and RFC 7616 §3.9.1. */
class DigestCredentialsTest {
    private static final String OLD = "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", "
            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
    private static final String NEW = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, "
            + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    private static final String OWN = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private static final String MD5 = "Digest realm=\"r\", nonce=\"n\", algorithm=MD5, qop=\"auth\"";
    private static final String SHA_256 = "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=\"auth\"";
    private static final String TARGET = "sip:ann@10.1.2.3";
    private static final Credentials.Asked FIRST = new Credentials.Asked(Role.FIRST_INVITE, Optional.empty(), 0);
    private static final Credentials.Asked IN_DIALOG = new Credentials.Asked(Role.DIALOG, Optional.of("r"), 0);

    /** What the names of a test lead to. */
    private final Map<String, String> addresses =
            new java.util.HashMap<>(Map.of("pbx.example.org", "192.0.2.7", "inside.example.org", "10.9.9.9"));

    private static Draft request(String method, String uri, PlainHeaders headers, String... routes) {
        PlainAddress us = new PlainAddress("", "sip:us@example.org", "");
        return Plain.out(PlainRequest.of(method, uri, "c", us, us, 1, "b")
                        .withRoutes(List.of(routes))
                        .with(headers))
                .draft();
    }

    private static Draft to(String uri, String... routes) {
        return request("INVITE", uri, PlainHeaders.NONE, routes);
    }

    private static Response challenge(int code, PlainHeaders headers) {
        PlainAddress us = new PlainAddress("", "sip:us@example.org", "");
        return Plain.in(PlainResponse.of(code, "c", us, us, 1, "INVITE").with(headers), "b");
    }

    private static PlainHeaders asks(String... challenges) {
        PlainHeaders headers = PlainHeaders.NONE;
        for (String challenge : challenges) {
            headers = headers.with("WWW-Authenticate", challenge);
        }
        return headers;
    }

    private DigestCredentials credentials(boolean md5, String... targets) {
        DigestSettings settings = new DigestSettings("u", "p", "r", List.of(targets), md5);
        return new DigestCredentials(
                settings,
                new DigestTargets(
                        settings.targets(),
                        uri -> Optional.ofNullable(addresses.get(uri.host())).stream()
                                .toList()));
    }

    private DigestCredentials credentials() {
        return credentials(true, "10.0.0.0/8", "PBX.example.org");
    }

    private static String answered(
            DigestCredentials credentials, Credentials.Asked who, Draft request, String... challenges) {
        return credentials
                .answer(who, challenge(401, asks(challenges)), request)
                .map(answer -> answer.field().value().toString())
                .orElse("");
    }

    /** The answer to the request of the RFCs' examples. */
    private static String example(String realm, String password, String own, String... challenges) {
        DigestSettings settings = new DigestSettings("Mufasa", password, realm, List.of(), true);
        List<FieldValue> asked = Stream.of(challenges).map(FieldValue::of).toList();
        return new DigestCredentials(settings, new DigestTargets(List.of("10.0.0.1"), uri -> List.of()), () -> own)
                .answer(FIRST, asked, new DigestCredentials.Asking("GET", "/dir/index.html"))
                .orElse("");
    }

    @Test
    void md5IsAnsweredAsInRfc2617() {
        assertThat(example("testrealm@host.com", "Circle Of Life", "0a4f113b", OLD))
                .startsWith("Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b")
                .contains(
                        "response=\"6629fae49393a05397450978507c4ef1\"",
                        "qop=auth",
                        "nc=00000001",
                        "cnonce=\"0a4f113b\"")
                .contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
                .doesNotContain("algorithm");
    }

    @Test
    void sha256IsPreferredAndAnsweredAsInRfc7616() {
        String realm = "http-auth@example.org";
        assertThat(example(realm, "Circle of Life", OWN, NEW.formatted("MD5"), NEW.formatted("SHA-256")))
                .contains(
                        "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"",
                        "algorithm=SHA-256");
        assertThat(example(realm, "Circle of Life", OWN, NEW.formatted("MD5")))
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"", "algorithm=MD5");
    }

    @Test
    void withoutQopTheOldAnswerIsGiven() {
        String answer = answered(credentials(), FIRST, to(TARGET), "Digest realm=\"r\", nonce=\"n\"");
        assertThat(answer).contains("uri=\"" + TARGET + "\"").doesNotContain("cnonce", "qop", "nc=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"r\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r\"",
                "rubbish"
            })
    void whatCannotBeAnsweredIsNot(String challenge) {
        assertThat(answered(credentials(), FIRST, to(TARGET), challenge)).isEmpty();
    }

    @Test
    void whatCanBeAnsweredIsFoundBehindWhatCannot() {
        String integrity = "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=\"auth-int\"";
        assertThat(answered(credentials(), FIRST, to(TARGET), integrity, MD5)).contains("algorithm=MD5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R", "r ", "", "attacker.example"})
    void anotherRealmIsToldNothing_H3(String realm) {
        String other = MD5.replace("realm=\"r\"", "realm=\"" + realm + "\"");
        assertThat(answered(credentials(), FIRST, to(TARGET), other)).isEmpty();
    }

    @Test
    void ofTwoRealmsAtOnceOnlyOursIsTold_H3() {
        String other = SHA_256.replace("realm=\"r\"", "realm=\"attacker.example\"");
        assertThat(answered(credentials(), FIRST, to(TARGET), other, MD5))
                .contains("realm=\"r\"", "algorithm=MD5")
                .doesNotContain("attacker");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:x@192.0.2.8",
                "sip:x@11.0.0.1",
                "sip:10.1.2.3@attacker.example",
                "sip:x@attacker.example;maddr=10.1.2.3",
                "sip:x@pbx.example.org.attacker.example",
                "sip:x@[2001:db8::1]",
                "tel:+49301234"
            })
    void anotherTargetIsToldNothing_H3(String uri) {
        assertThat(answered(credentials(), FIRST, to(uri), MD5)).isEmpty();
        assertThat(answered(credentials(), IN_DIALOG, to(uri), MD5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TARGET,
                "sip:x@10.255.0.1:5080;transport=tcp",
                "sip:x@pbx.EXAMPLE.org",
                "sip:x@inside.example.org"
            })
    void aTargetIsToldByNameAddressOrNetwork(String uri) {
        assertThat(answered(credentials(), FIRST, to(uri), MD5)).isNotEmpty();
        assertThat(answered(credentials(), IN_DIALOG, to(uri), MD5)).isNotEmpty();
    }

    @Test
    void theRouteSaysWhereARequestGoesNotItsUri_H3() {
        assertThat(answered(credentials(), FIRST, to(TARGET, "<sip:attacker.example;lr>"), MD5))
                .isEmpty();
        assertThat(answered(credentials(), FIRST, to("sip:ann@attacker.example", "<sip:10.0.0.1;lr>"), MD5))
                .isNotEmpty();
    }

    @Test
    void anAckCarriesTheAnswerOfItsInviteToATargetOnly_H3() {
        Credentials counting = new SipCounters().counting(credentials());
        assertThat(counting.mayBeCarriedBy(request("ACK", TARGET, PlainHeaders.NONE)))
                .isTrue();
        assertThat(counting.mayBeCarriedBy(request("ACK", "sip:ann@attacker.example", PlainHeaders.NONE)))
                .isFalse();
        assertThat(counting.mayBeCarriedBy(request("ACK", TARGET, PlainHeaders.NONE, "<sip:attacker.example;lr>")))
                .isFalse();
    }

    @Test
    void theAddressOfANamedTargetCountsOnceItWasReached() {
        DigestCredentials credentials = credentials();
        assertThat(answered(credentials, IN_DIALOG, to("sip:ann@192.0.2.7:5070"), MD5))
                .isEmpty();
        assertThat(answered(credentials, FIRST, to("sip:ann@pbx.example.org"), MD5))
                .isNotEmpty();
        assertThat(answered(credentials, IN_DIALOG, to("sip:ann@192.0.2.7:5070"), MD5))
                .isNotEmpty();
        assertThat(answered(credentials, IN_DIALOG, to("sip:ann@192.0.2.8"), MD5))
                .isEmpty();
    }

    @Test
    void aCallerIsToldNothingEvenFromATarget_H3() {
        Credentials.Asked caller = new Credentials.Asked(Role.CALLER, Optional.of("r"), 0);
        assertThat(answered(credentials(), caller, to(TARGET), MD5)).isEmpty();
    }

    @Test
    void aDialogWhoseInviteProvedNothingIsToldNothing_H3() {
        Credentials.Asked unproven = new Credentials.Asked(Role.DIALOG, Optional.empty(), 0);
        Credentials.Asked ofFormerRealm = new Credentials.Asked(Role.DIALOG, Optional.of("old"), 0);
        assertThat(answered(credentials(), unproven, to(TARGET), MD5)).isEmpty();
        assertThat(answered(credentials(), ofFormerRealm, to(TARGET), MD5)).isEmpty();
        assertThat(answered(credentials(), IN_DIALOG, to(TARGET), MD5)).isNotEmpty();
    }

    @Test
    void afterSha256Md5IsRefused_H3() {
        DigestCredentials credentials = credentials();
        assertThat(answered(credentials, FIRST, to(TARGET), MD5)).contains("algorithm=MD5");
        assertThat(answered(credentials, FIRST, to(TARGET), MD5, SHA_256)).contains("algorithm=SHA-256");
        assertThat(answered(credentials, FIRST, to(TARGET), MD5)).isEmpty();
        assertThat(answered(credentials, FIRST, to(TARGET), SHA_256)).contains("algorithm=SHA-256");
    }

    @Test
    void md5CanBeForbidden() {
        DigestCredentials credentials = credentials(false, "10.1.2.3");
        assertThat(answered(credentials, FIRST, to(TARGET), MD5)).isEmpty();
        assertThat(answered(credentials, FIRST, to(TARGET), "Digest realm=\"r\", nonce=\"n\""))
                .isEmpty();
        assertThat(answered(credentials, FIRST, to(TARGET), MD5, SHA_256)).contains("algorithm=SHA-256");
    }

    @Test
    void theSameRealmAgainIsARefusalExceptOnceForAStaleNonce() {
        DigestCredentials credentials = credentials();
        Credentials.Asked again = new Credentials.Asked(Role.FIRST_INVITE, Optional.of("r"), 1);
        Credentials.Asked third = new Credentials.Asked(Role.FIRST_INVITE, Optional.of("r"), 2);
        assertThat(answered(credentials, again, to(TARGET), MD5)).isEmpty();
        assertThat(answered(credentials, again, to(TARGET), MD5 + ", stale=false"))
                .isEmpty();
        assertThat(answered(credentials, again, to(TARGET), MD5.replace("\"n\"", "\"fresh\"") + ", stale=TRUE"))
                .contains("nonce=\"fresh\"");
        assertThat(answered(credentials, third, to(TARGET), MD5 + ", stale=true"))
                .isEmpty();
    }

    @Test
    void aProxyIsAnsweredInItsOwnFieldAndNoOtherResponseIsAChallenge() {
        DigestCredentials credentials = credentials();
        PlainHeaders proxy = PlainHeaders.NONE.with("Proxy-Authenticate", MD5);
        assertThat(credentials.answer(FIRST, challenge(407, proxy), to(TARGET))).hasValueSatisfying(answer -> {
            assertThat(answer.field().name()).isEqualTo("Proxy-Authorization");
            assertThat(answer.realm()).isEqualTo("r");
        });
        assertThat(credentials.answer(FIRST, challenge(486, asks(MD5)), to(TARGET)))
                .isEmpty();
        assertThat(credentials.answer(FIRST, challenge(407, asks(MD5)), to(TARGET)))
                .isEmpty();
    }

    @Test
    void whatIsNotAnsweredIsCountedByWhoAsks() {
        SipCounters counters = new SipCounters();
        Credentials counting = counters.counting(credentials());
        Credentials.Asked caller = new Credentials.Asked(Role.CALLER, Optional.empty(), 0);
        counting.answer(caller, challenge(401, asks(MD5)), to(TARGET));
        counting.answer(caller, challenge(481, PlainHeaders.NONE), to(TARGET));
        counting.answer(FIRST, challenge(407, asks(MD5)), to(TARGET));
        counting.answer(FIRST, challenge(401, asks(MD5)), to(TARGET));
        assertThat(counters.challengedByCallers.sum()).isEqualTo(1);
        assertThat(counters.challenged.sum()).isEqualTo(1);
    }
}
