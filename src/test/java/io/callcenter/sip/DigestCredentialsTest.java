package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.util.List;
import java.util.Optional;
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

    private static SipRequest request(String method, String uri, Headers headers) {
        NameAddress us = new NameAddress("", "sip:us@example.org", "");
        return new SipRequest(method, uri, "c", us, us, 1, "b", "", List.of(), List.of(), 70, headers, Body.NONE);
    }

    private static SipResponse challenge(int code, Headers headers) {
        return SipResponse.of(code, "", "t").with(headers);
    }

    private static Headers asks(String challenge) {
        return Headers.NONE.with("WWW-Authenticate", challenge);
    }

    private static String answer(String password, String own, Headers challenge) {
        return new DigestCredentials("Mufasa", password, () -> own)
                .answer(challenge(401, challenge), request("GET", "/dir/index.html", Headers.NONE))
                .filter(field -> field.name().equals("Authorization"))
                .map(Headers.Field::value)
                .orElse("");
    }

    @Test
    void md5IsAnsweredAsInRfc2617() {
        assertThat(answer("Circle Of Life", "0a4f113b", asks(OLD)))
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
        Headers both = asks(NEW.formatted("MD5")).with("WWW-Authenticate", NEW.formatted("SHA-256"));
        assertThat(answer("Circle of Life", OWN, both))
                .contains(
                        "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"",
                        "algorithm=SHA-256");
        assertThat(answer("Circle of Life", OWN, asks(NEW.formatted("MD5"))))
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"", "algorithm=MD5");
    }

    @Test
    void withoutQopTheOldAnswerIsGiven() {
        String answer = answer("x", "never", asks("Digest realm=\"r\", nonce=\"n\""));
        assertThat(answer).contains("uri=\"/dir/index.html\"").doesNotContain("cnonce", "qop", "nc=");
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
        assertThat(answer("x", "y", asks(challenge))).isEmpty();
    }

    @Test
    void whatCanBeAnsweredIsFoundBehindWhatCannot() {
        Headers both = asks("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=\"auth-int\"")
                .with("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", algorithm=MD5, qop=\"auth\"");
        assertThat(answer("x", "y", both)).contains("algorithm=MD5");
    }

    @Test
    void aRefusedAnswerIsNotGivenTwiceAndAProxysIsAnother() {
        DigestCredentials credentials = new DigestCredentials("u", "p");
        SipRequest asked = request("INVITE", "sip:ann@example.org", Headers.NONE.with("Authorization", "Digest x"));
        assertThat(credentials.answer(challenge(401, asks(OLD)), asked)).isEmpty();
        Headers proxy = Headers.NONE.with("Proxy-Authenticate", OLD);
        Optional<Headers.Field> field = credentials.answer(challenge(407, proxy), asked);
        assertThat(field.map(Headers.Field::name)).contains("Proxy-Authorization");
        assertThat(credentials.answer(challenge(486, asks(OLD)), asked)).isEmpty();
    }
}
