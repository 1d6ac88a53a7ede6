package io.callcenter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is written is read as it was; whatever comes in, nothing is raised. */
class ValuesProperties {
    private static final String TOKEN = "abcXYZ019-.!%*_+`'~";
    private static final String USER = "abcXYZ019-_.!~*'()&=+$,;?/%";

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.strings()
                .withChars(TOKEN.toCharArray())
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars(';', ',', '"')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.of(
                "h", "example.com", "192.0.2.1", "2001:db8::1", "::", "::ffff:1.2.3.4", "a_b.c-d", "1:2:3:4:5:6:7:8");
    }

    @Provide
    Arbitrary<String> uris() {
        Arbitrary<String> users = Arbitraries.strings()
                .withChars(USER.toCharArray())
                .ofMaxLength(10)
                .map(u -> u.isEmpty() ? u : u + "@");
        Arbitrary<String> places = hosts().map(h -> new Host(h).written());
        Arbitrary<String> ports = Arbitraries.integers().between(-1, 65_535).map(p -> p < 0 ? "" : ":" + p);
        Arbitrary<String> rests = Arbitraries.of("", ";lr", ";transport=TCP;ob", ";x=1?Subject=a&b=c", "?a=b");
        return Combinators.combine(Arbitraries.of("sip:", "sips:", "SIP:"), users, places, ports, rests)
                .as((scheme, user, place, port, rest) -> scheme + user + place + port + rest);
    }

    @Property
    void aUriIsReadAsWritten(@ForAll("uris") String text) {
        SipUri uri = SipUri.of(text);
        assertThat(uri).hasToString(text).isEqualTo(SipUri.of(text));
        assertThat(NameAddress.read("<" + text + ">").orElseThrow().uri())
                .isEqualTo(uri)
                .hasSameHashCodeAs(uri);
        assertThat(text)
                .contains(uri.userInfo())
                .contains(uri.headers())
                .contains(uri.parameters().toString());
        assertThat(uri.withoutHeaders().headers()).isEmpty();
    }

    @Property
    void aPartyIsReadAsWritten(@ForAll String name, @ForAll("uris") String uri, @ForAll("words") String tag) {
        NameAddress party = NameAddress.of(Display.of(name), SipUri.of(uri), new Tag(tag));
        NameAddress read = NameAddress.read(party.toString()).orElseThrow();
        assertThat(read).isEqualTo(party).hasSameHashCodeAs(party);
        assertThat(read.display()).isEqualTo(Display.of(name));
        assertThat(read.uri()).isEqualTo(SipUri.of(uri).withoutHeaders());
        assertThat(read.tag()).isEqualTo(new Tag(tag));
        assertThat(read.withTag(Tag.NONE).tag()).isEqualTo(Tag.NONE);
        assertThat(read.parameter("tag")).contains(tag);
    }

    @Property
    void aNameSurvivesItsFieldWhateverItHolds(@ForAll String name) {
        Display display = Display.of(name);
        assertThat(display.text().length()).isLessThanOrEqualTo(256);
        assertThat(Display.of(display.text())).isEqualTo(display);
        String line = NameAddress.of(display, SipUri.of("sip:h"), Tag.NONE).toString();
        String sent = FieldValue.of(line).toString();
        assertThat(NameAddress.read(sent).orElseThrow().display()).isEqualTo(display);
    }

    @Property
    void aQuotedStringIsReadAsItWas(@ForAll String text) {
        assertThat(Quoted.read(Quoted.write(text))).isEqualTo(text);
        assertThat(Lists.split("a, " + Quoted.write(text) + " ,b")).hasSize(3);
    }

    @Property
    void aFieldValueIsOneLineWithoutControlCharacters(@ForAll String text) {
        FieldValue value = FieldValue.of(text);
        assertThat(value.toString()).doesNotMatch("(?s).*[\\x00-\\x08\\x0a-\\x1f\\x7f].*");
        assertThat(FieldValue.of(value.toString())).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(value.alone()).isEqualTo(value);
    }

    @Property
    void aViaIsReadAsWritten(
            @ForAll("tokens") String transport,
            @ForAll("hosts") String host,
            @ForAll @IntRange(min = -1, max = 65_535) int port,
            @ForAll("tokens") String branch) {
        Via via = Via.of(transport, new Host(host), port, new Token(branch));
        assertThat(Via.read(via + ", SIP/2.0/UDP other")).contains(via);
        assertThat(via.branch()).isEqualTo(branch);
        Via seen = via.seen(new Host("2001:db8::9"), 7);
        assertThat(Via.read(seen.toString())).contains(seen);
        assertThat(seen.seen(new Host("2001:db8::9"), 7)).isEqualTo(seen);
    }

    @Property
    void aCseqIsReadAsWritten(@ForAll @IntRange(min = 0) int number, @ForAll("tokens") String method) {
        CSeq cseq = new CSeq(number, new Token(method));
        assertThat(CSeq.read(cseq.toString())).contains(cseq);
    }

    @Property
    void parametersKeepTheirOrderAndAreFound(
            @ForAll("tokens") String name, @ForAll("tokens") String value, @ForAll("tokens") String other) {
        Parameters one = Parameters.read(";a=\"x;y\" ; B = c").orElseThrow().with(new Token(name), value);
        assertThat(one.get(name.toUpperCase(java.util.Locale.ROOT))).contains(value);
        assertThat(one.without(name).has(name)).isFalse();
        assertThat(one.with(new Token(other), "").get(other)).contains("");
        assertThat(Parameters.read(one.toString())).contains(one);
    }

    @Property
    void itemsOfAListAreReadAsTheyWere(@ForAll List<@net.jqwik.api.From("tokens") String> items) {
        assertThat(Lists.split(String.join(" ,, ", items))).isEqualTo(items);
        for (String item : items) {
            assertThat(Lists.holds(String.join(",", items), item)).isTrue();
        }
    }

    @Property
    void aChallengeIsReadAsWritten(@ForAll String realm, @ForAll String nonce, @ForAll("tokens") String algorithm) {
        String one =
                "Digest realm=" + Quoted.write(realm) + ", nonce=" + Quoted.write(nonce) + ",algorithm=" + algorithm;
        List<Challenge> all = Challenge.readAll("Basic realm=\"x\", " + one + ", Negotiate, " + one);
        assertThat(all).extracting(Challenge::scheme).containsExactly("basic", "digest", "negotiate", "digest");
        assertThat(all.get(1).get("realm")).contains(realm);
        assertThat(all.get(1).get("nonce")).contains(nonce);
        assertThat(all.get(3)).isEqualTo(all.get(1));
    }

    @Provide
    Arbitrary<Draft> drafts() {
        Arbitrary<NameAddress> parties = Combinators.combine(Arbitraries.strings(), uris(), words())
                .as((name, uri, tag) -> NameAddress.of(Display.of(name), SipUri.of(uri), new Tag(tag)));
        Arbitrary<List<Field>> fields = Combinators.combine(tokens(), Arbitraries.strings())
                .as((name, value) -> Field.of(new Token("X-" + name), FieldValue.of(value)))
                .list()
                .ofMaxSize(6);
        Arbitrary<Body> bodies =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(60).map(b -> Body.of(FieldValue.of("a/b"), b));
        Arbitrary<Token> methods = tokens().map(Token::new);
        return Combinators.combine(uris(), parties, parties, methods, fields, bodies)
                .as((uri, from, to, method, more, body) -> {
                    Addressing addressing = new Addressing(from, to, new SipCallId("c@n"), new CSeq(7, method));
                    Draft draft = Draft.request(SipUri.of(uri), addressing)
                            .with(HeaderName.CONTACT, FieldValue.of("<sip:me@h>"));
                    for (Field field : more) {
                        draft = draft.with(field);
                    }
                    return draft.with(body);
                });
    }

    @Property
    void whatADraftWritesTheDoorTakesWithTheSameValues(@ForAll("drafts") Draft draft) {
        Via via = Via.of("udp", new Host("192.0.2.1"), 5060, new Token("z9hG4bKx"));
        Request read = MessageSamples.request(draft.bytes(via));
        List<Field> fields = new ArrayList<>(read.fields());
        fields.removeIf(field -> field.is(HeaderName.VIA) || field.name().startsWith("Content-"));
        assertThat(fields).isEqualTo(draft.fields());
        assertThat(read.body()).isEqualTo(draft.body());
        assertThat(read.via()).isEqualTo(via);
        assertThat(draft.request(via).bytes()).isEqualTo(read.bytes());
        assertThat(MessageSamples.taken(MessageSamples.read(
                                read.answer(200, new Tag("x")).bytes()))
                        .callId())
                .isEqualTo(read.callId());
    }

    @Property
    void anyBytesRaiseNothing(@ForAll byte[] bytes, @ForAll Carrier carrier) {
        Reading.everything(new MessageIntake(Limits.USUAL).read(bytes, carrier));
        byte[] head =
                ("INVITE sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] both = java.util.Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, both, head.length, bytes.length);
        IntakeResult entry = new MessageIntake(Limits.USUAL).read(both, carrier);
        Reading.everything(entry);
        assertThat(entry).isNotInstanceOf(IntakeResult.Taken.class);
    }

    @Property
    void anyTextRaisesNothing(@ForAll String text) {
        Reading.values(text);
        assertThat(Quoted.read(Quoted.write(text))).isEqualTo(text);
    }
}
