package io.callcenter.b2b.sdp;

import static io.callcenter.b2b.leg.Descriptions.brief;
import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.leg.Contacts;
import io.callcenter.b2b.leg.SdpSide;
import io.callcenter.message.Body;
import io.callcenter.message.SipUri;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Session descriptions: rules S1 to S9 of docs/design/legs.md 2. */
class SdpTest {
    private static final String FULL = String.join(
            "\r\n",
            "v=0",
            "o=alice 1 1 IN IP4 host",
            "s=call",
            "t=0 0",
            "a=group:BUNDLE 0",
            "m=audio 49170/2 UDP/TLS/RTP/SAVPF 111 0",
            "c=IN IP6 2001:db8::1",
            "a=mid:0",
            "m=message 2855 TCP/TLS/MSRP *",
            "a=path:msrps://host:2855/x;tcp",
            "");

    private static Sdp parse(String text) {
        return Sdp.parse(text).orElseThrow();
    }

    private static SdpSide side() {
        return new SdpSide(new SdpOrigin("198.51.100.1", 5));
    }

    @Test
    void everythingButTheOriginPassesUntouched() {
        assertThat(parse(FULL).text("- 5 1 IN IP4 198.51.100.1"))
                .isEqualTo(FULL.replace("o=alice 1 1 IN IP4 host", "o=- 5 1 IN IP4 198.51.100.1"));
        assertThat(parse(FULL.replace("\r\n", "\n"))).isEqualTo(parse(FULL));
        assertThat(parse(FULL.replace("alice 1 1", "bob 2 9"))).isEqualTo(parse(FULL));
    }

    @Test
    void theFirstActiveStreamTellsTheMedium() {
        assertThat(parse(FULL).medium()).contains(Sdp.Family.RTP);
        assertThat(parse(FULL.replace("49170/2", "0")).medium()).contains(Sdp.Family.MSRP);
        assertThat(parse("v=0\nm=image 5000 udptl t38\n").medium()).contains(Sdp.Family.OTHER);
        assertThat(parse("v=0\nm=audio 5000 rtp/avp 0\n").medium()).contains(Sdp.Family.OTHER);
        assertThat(parse(sdp("audio 0")).medium()).isEmpty();
        assertThat(parse("v=0\ns=-\n").medium()).isEmpty();
        assertThat(parse("v=0\nm=audio 5000 RTP/AVP\n").media().get(0).formats())
                .isEmpty();
    }

    @Test
    void whatIsNoSessionDescriptionIsNotRead() {
        for (String bad : List.of(
                "",
                "s=-\r\n",
                "v=1\r\n",
                "v=0\r\nx\r\n",
                "v=0\r\nrubbish\r\n",
                "v=0\r\n1=2\r\n",
                "v=0\r\nm=audio\r\n",
                "v=0\r\nm=audio x RTP/AVP 0\r\n",
                "v=0\r\nm=audio 99999 RTP/AVP 0\r\n",
                "v=0\r\nm=audio 123456 RTP/AVP 0\r\n",
                "v=0\r\nm=audio /2 RTP/AVP 0\r\n",
                "v=0\r\nm=audio -1 RTP/AVP 0\r\n",
                "v=0\r\nm=audio RTP/AVP 0\r\n")) {
            assertThat(Sdp.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void s1_theOriginNamesTheAddressFamily() {
        assertThat(new SdpOrigin("2001:db8::5", 7).write(parse(FULL))).contains("o=- 7 1 IN IP6 2001:db8::5\r\n");
    }

    @Test
    void s2_theVersionRisesExactlyWithTheContent() {
        SdpOrigin origin = new SdpOrigin("198.51.100.1", 5);
        Sdp one = parse(sdp("audio 1"));
        Sdp two = parse(sdp("audio 2"));
        assertThat(brief(origin.write(one))).startsWith("v1 ");
        assertThat(brief(origin.write(one))).startsWith("v1 ");
        assertThat(brief(origin.write(two))).startsWith("v2 ");
        assertThat(brief(origin.write(one))).startsWith("v3 ");
    }

    @Test
    void s3_streamsTakeTheFirstUnusedPlaceOfTheirKind() {
        SdpSide side = side();
        side.offer(parse(sdp("audio 1", "video 2")));
        assertThat(brief(side.offer(parse(sdp("video 4", "audio 3", "audio 5"))).text()))
                .isEqualTo("v2 audio 3, video 4, audio 5");
        assertThat(brief(side.offer(parse(sdp("message 9"))).text()))
                .isEqualTo("v3 audio 0, video 0, audio 0, message 9");
        SdpSide.Offer left = side.offer(parse(sdp("video 0", "video 0", "audio 7")));
        assertThat(left.slotOf()).containsExactly(1, -1, 0);
        assertThat(brief(left.text())).isEqualTo("v4 audio 7, video 0, audio 0, message 0");
    }

    @Test
    void s3_paddedStreamsHaveAConnectionLineWhereTheBodyHasNone() {
        SdpSide side = side();
        side.offer(parse(sdp("audio 1", "video 2")));
        String text = side.offer(parse("v=0\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\nc=IN IP4 192.0.2.7\r\n"))
                .text();
        assertThat(text).contains("m=video 0 RTP/AVP 96\r\nc=IN IP4 0.0.0.0\r\n");
    }

    @Test
    void s3_aPlaceThatThePeerUsesOtherwiseIsNoticed() {
        SdpSide side = side();
        Sdp offer = parse(sdp("audio 1", "video 2"));
        side.answer(offer, offer);
        Sdp changed = parse(sdp("audio 1", "message 2", "video 3"));
        side.answer(changed, changed);
        assertThat(brief(side.offer(parse(sdp("video 9"))).text())).contains("audio 0, message 0, video 9");
    }

    @Test
    void s4_answersComeBackInTheOrderOfTheOffer() {
        SdpSide side = side();
        side.offer(parse(sdp("audio 1", "video 2")));
        SdpSide.Offer offer = side.offer(parse(sdp("video 4", "audio 3", "video 0")));
        assertThat(offer.mapBack(parse(sdp("audio 8", "video 9"))).text("- 1 1 IN IP4 x"))
                .contains("m=video 9 RTP/AVP 96\r\nm=audio 8 RTP/AVP 8\r\nm=video 0 RTP/AVP 96\r\n");
        assertThat(brief(offer.mapBack(parse(sdp("audio 8"))).text("- 1 1 IN IP4 x")))
                .isEqualTo("v1 video 0, audio 8, video 0");
    }

    @Test
    void s6_anAnswerFitsWhenOneStreamOfAFamilyIsThere() {
        Sdp offer = parse(sdp("audio 1", "message 2"));
        assertThat(offer.fits(parse(sdp("audio 8", "message 0")))).isTrue();
        assertThat(offer.fits(parse(sdp("audio 0", "message 0")))).isFalse();
        assertThat(offer.fits(parse(sdp("audio 0")))).isFalse();
        assertThat(offer.fits(parse(sdp("message 9")))).isFalse();
        assertThat(parse(sdp("audio 0")).fits(parse(sdp("audio 8")))).isFalse();
    }

    @Test
    void s7_aRejectedAnswerHasOnlyRefusedStreams() {
        String text = side().reject(parse(FULL));
        assertThat(text)
                .isEqualTo(String.join(
                        "\r\n",
                        "v=0",
                        "o=- 5 1 IN IP4 198.51.100.1",
                        "s=call",
                        "t=0 0",
                        "m=audio 0 UDP/TLS/RTP/SAVPF 111 0",
                        "c=IN IP4 0.0.0.0",
                        "m=message 0 TCP/TLS/MSRP *",
                        "c=IN IP4 0.0.0.0",
                        ""));
    }

    @Test
    void s8_aRefreshIsKnownByItsContent() {
        SdpSide side = side();
        Sdp offer = parse(sdp("audio 1"));
        assertThat(side.refresh(offer)).isFalse();
        assertThat(side.answerAgain(offer)).isEmpty();
        String answer = side.answer(offer, parse(sdp("audio 8")));
        assertThat(side.refresh(parse(sdp(7, "audio 1")))).isTrue();
        assertThat(side.refresh(parse(sdp("audio 2")))).isFalse();
        assertThat(side.answerAgain(offer)).contains(answer);
    }

    @Test
    void ourContactFollowsTheDialog() {
        Hop tls = new Hop("tls", "192.0.2.1", 5061, "2001:db8::5", 5061, false);
        Hop tcp = new Hop("tcp", "192.0.2.1", 5060, "pbx.example.org", 5060, false);
        assertThat(Contacts.uri("a", SipUri.of("SIPS:x@y"), tls))
                .hasToString("sips:a@[2001:db8::5]:5061;transport=tcp");
        assertThat(Contacts.uri("a", SipUri.of("sip:x@y"), tls)).hasToString("sip:a@[2001:db8::5]:5061;transport=tls");
        assertThat(Contacts.uri("a", SipUri.of("sips:x@y"), tcp))
                .hasToString("sips:a@pbx.example.org:5060;transport=tcp");
    }

    private static final String IMAGE_FIRST = "v=0\nm=image 5000 udptl t38\nm=audio 4000 RTP/AVP 8\n";

    @Test
    void t55_voiceOrTextLeadsWhateverStandsBeforeIt() {
        assertThat(parse(IMAGE_FIRST).medium()).contains(Sdp.Family.RTP);
        assertThat(parse(IMAGE_FIRST).leading().orElseThrow().type()).isEqualTo("audio");
        assertThat(parse(sdp("video 4", "message 9")).medium()).contains(Sdp.Family.MSRP);
        assertThat(parse(sdp("video 4")).medium()).contains(Sdp.Family.RTP);
        assertThat(parse("v=0\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\n")
                        .medium())
                .contains(Sdp.Family.OTHER);
    }

    @Test
    void t55_anAnswerThatTakesOnlyAnImageOrAnApplicationDoesNotFit() {
        Sdp offer = parse(IMAGE_FIRST + "m=application 7 RTP/AVP 100\nm=video 8 RTP/AVP 96\n");
        String none =
                "v=0\nm=image 0 udptl t38\nm=audio 0 RTP/AVP 8\nm=application 0 RTP/AVP 100\nm=video 0 RTP/AVP 96\n";
        assertThat(offer.fits(parse(none.replace("image 0", "image 5002")))).isFalse();
        assertThat(offer.fits(parse(none.replace("application 0", "application 5002"))))
                .isFalse();
        assertThat(offer.fits(parse(none.replace("audio 0", "audio 5002")))).isTrue();
        assertThat(offer.fits(parse(none.replace("video 0", "video 5002")))).isTrue();
    }

    private static String bundle(String group, String... streams) {
        StringBuilder text = new StringBuilder("v=0\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n" + group + "\r\n");
        for (String stream : streams) {
            text.append("m=").append(stream.replace("; ", "\r\na=")).append("\r\n");
        }
        return text.toString();
    }

    private static List<String> groups(String text) {
        return text.lines().filter(line -> line.startsWith("a=group")).toList();
    }

    @Test
    void t56_aBundledStreamWithoutAPortOfItsOwnIsInUse() {
        String both = bundle(
                "a=group:BUNDLE 0 1", "audio 4000 RTP/SAVPF 8; mid:0", "video 0 RTP/SAVPF 96; mid:1; bundle-only");
        assertThat(parse(both).alive(1)).isTrue();
        assertThat(parse(both.replace("BUNDLE 0 1", "BUNDLE 0")).alive(1)).isFalse();
        assertThat(parse(both.replace("BUNDLE 0 1", "LS 0 1")).alive(1)).isFalse();
        assertThat(parse(both.replace("audio 4000", "audio 0")).alive(1)).isFalse();
        assertThat(parse(both.replace("\r\na=bundle-only", "")).alive(1)).isFalse();
        SdpSide.Offer sent = side().offer(parse(both));
        assertThat(sent.slotOf()).containsExactly(0, 1);
        assertThat(sent.text()).contains("m=video 0 RTP/SAVPF 96\r\na=mid:1\r\na=bundle-only\r\n");
        assertThat(groups(sent.text())).containsExactly("a=group:BUNDLE 0 1");
        assertThat(sent.sent().fits(parse(both.replace("audio 4000", "audio 0").replace("video 0", "video 9"))))
                .isTrue();
        assertThat(parse(both).sameAddresses(parse(both.replace("mid:1", "mid:2"))))
                .isFalse();
    }

    @Test
    void t56_groupsOfAnOfferNameOnlyStreamsInUse() {
        SdpSide side = side();
        side.offer(parse(sdp("message 1")));
        String text = side.offer(parse(bundle(
                        "a=group:BUNDLE 0 1 2\r\na=group:LS 1\r\na=group:FID 0 2",
                        "audio 4000 RTP/SAVPF 8; mid:0",
                        "video 0 RTP/SAVPF 96; mid:1",
                        "video 4002 RTP/SAVPF 96; mid:2")))
                .text();
        assertThat(groups(text)).containsExactly("a=group:BUNDLE 0 2", "a=group:FID 0 2");
    }

    @Test
    void t56_groupsOfAnAnswerNameOnlyStreamsInUse() {
        SdpSide side = side();
        SdpSide.Offer sent = side.offer(
                parse(bundle("a=group:BUNDLE 0 1", "audio 4000 RTP/SAVPF 8; mid:0", "video 4000 RTP/SAVPF 96; mid:1")));
        Sdp refused = sent.mapBack(
                parse(bundle("a=group:BUNDLE 0 1", "audio 5000 RTP/SAVPF 8; mid:0", "video 0 RTP/SAVPF 96; mid:1")));
        assertThat(groups(refused.text("-"))).containsExactly("a=group:BUNDLE 0");
        Sdp missing = sent.mapBack(parse(bundle("a=group:BUNDLE 0 1", "audio 5000 RTP/SAVPF 8; mid:0")));
        assertThat(groups(missing.text("-"))).containsExactly("a=group:BUNDLE 0");
        Sdp none = sent.mapBack(parse(bundle("a=group:BUNDLE 1", "audio 5000 RTP/SAVPF 8; mid:0")));
        assertThat(groups(none.text("-"))).isEmpty();
    }

    private static Sdp streamOf(String type) {
        return parse("v=0\ns=-\nc=IN IP4 192.0.2.7\nt=0 0\nm=" + type + " 9 RTP/AVP 8\n");
    }

    @Test
    void s3_from16PlacesOnARefusedPlaceIsUsedForAnotherKind() {
        SdpSide side = side();
        for (int i = 0; i < 16; i++) {
            SdpSide.Offer offer = side.offer(streamOf("kind" + i));
            side.accepted(offer, offer.sent());
        }
        SdpSide.Offer next = side.offer(streamOf("other"));
        assertThat(next.sent().media()).hasSize(16);
        assertThat(next.slotOf()).containsExactly(0);
        side.accepted(next, next.sent());
        SdpSide.Offer full = side.offer(streamOf("kind15"));
        assertThat(full.slotOf()).as("a place of its kind comes first").containsExactly(15);
    }

    @Test
    void s3_aPlaceThatOneSideStillUsesIsNotTaken() {
        SdpSide side = side();
        Sdp many = parse("v=0\ns=-\nc=IN IP4 192.0.2.7\nt=0 0\n" + "m=audio 9 RTP/AVP 8\n".repeat(16));
        SdpSide.Offer offer = side.offer(many);
        side.accepted(offer, offer.sent().allRefused());
        assertThat(side.offer(streamOf("video")).slotOf()).containsExactly(16);
    }

    @Test
    void aDescriptionBeyondAllMeasureIsNotTaken() {
        String head = "v=0\r\ns=-\r\nt=0 0\r\n";
        String line = "m=audio 9 RTP/AVP 8\r\n";
        assertThat(Bodies.sdp(Body.sdp(head + line.repeat(32)))).isPresent();
        assertThat(Bodies.sdp(Body.sdp(head + line.repeat(33)))).isEmpty();
        assertThat(Bodies.sdp(Body.sdp(head + line + "a=x\r\n".repeat(1_996)))).isPresent();
        assertThat(Bodies.sdp(Body.sdp(head + line + "a=x\r\n".repeat(1_997)))).isEmpty();
        assertThat(Bodies.sdp(Body.sdp(head + line + "a=" + "x".repeat(1_022) + "\r\n")))
                .isPresent();
        assertThat(Bodies.sdp(Body.sdp(head + line + "a=" + "x".repeat(1_023) + "\r\n")))
                .isEmpty();
        assertThat(Bodies.sdp(Body.sdp(head + line + ("a=" + "x".repeat(900) + "\r\n").repeat(73))))
                .isEmpty();
    }
}
