package io.callcenter.demo.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class MediaSessionTest {
    private static final String PHONE = sdp("c=IN IP4 192.0.2.7", "m=audio 4000 RTP/AVP 9 0 8 101");

    private final MediaSession session = new MediaSession("127.0.0.1", 20_000, 7);

    private static String sdp(String... lines) {
        return "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\n" + String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void anOfferNamesBothLaws() {
        assertThat(session.offer())
                .startsWith("v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\n")
                .contains("m=audio 20000 RTP/AVP 8 0\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n");
    }

    @Test
    void anAnswerTakesTheFirstLawThatIsOffered() {
        assertThat(session.answer(PHONE))
                .hasValueSatisfying(answer -> assertThat(answer)
                        .contains("m=audio 20000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\na=sendrecv\r\n")
                        .doesNotContain("101"));
        assertThat(session.destination())
                .contains(new MediaSession.Destination(new InetSocketAddress("192.0.2.7", 4000), Codec.PCMU));
    }

    @Test
    void everyMediaLineIsAnsweredInItsPlace() {
        String offer = sdp(
                "c=IN IP4 192.0.2.7",
                "m=video 4002 RTP/AVP 96",
                "m=audio 0 RTP/AVP 8",
                "m=audio 4000 RTP/AVP 8",
                "m=message 4004 TCP/MSRP *");
        assertThat(session.answer(offer))
                .hasValueSatisfying(answer -> assertThat(answer)
                        .containsSubsequence(
                                "m=video 0 RTP/AVP 96",
                                "m=audio 0 RTP/AVP 8",
                                "m=audio 20000 RTP/AVP 8",
                                "m=message 0 TCP/MSRP *"));
    }

    @Test
    void aLaterOfferKeepsTheMediaLinesOfTheCall() {
        session.answer(sdp("c=IN IP4 192.0.2.7", "m=video 4002 RTP/AVP 96", "m=audio 4000 RTP/AVP 0"));
        assertThat(session.offer())
                .containsSubsequence("m=video 0 RTP/AVP 96", "m=audio 20000 RTP/AVP 8 0")
                .contains("o=- 7 2 ");
    }

    @Test
    void theSameBodyKeepsItsVersion() {
        String first = session.answer(PHONE).orElseThrow();
        assertThat(session.answer(PHONE)).contains(first);
    }

    @Test
    void anOfferWithoutG711IsRefused() {
        assertThat(session.answer(sdp("c=IN IP4 192.0.2.7", "m=audio 4000 RTP/AVP 9 101")))
                .isEmpty();
        assertThat(session.answer(sdp("c=IN IP4 192.0.2.7", "m=audio 4000 RTP/SAVP 0")))
                .isEmpty();
        assertThat(session.answer("nonsense")).isEmpty();
        assertThat(session.answer(sdp("m=audio many RTP/AVP 0"))).isEmpty();
    }

    @Test
    void whoIsOnHoldIsNotSpokenTo() {
        assertThat(session.answer(sdp("c=IN IP4 192.0.2.7", "m=audio 4000 RTP/AVP 0", "a=sendonly")))
                .hasValueSatisfying(answer -> assertThat(answer).contains("a=recvonly"));
        assertThat(session.destination()).isEmpty();
        session.answer(sdp("c=IN IP4 0.0.0.0", "m=audio 4000 RTP/AVP 0"));
        assertThat(session.destination()).isEmpty();
        session.answer(sdp("c=IN IP4 192.0.2.7", "m=audio 4000 RTP/AVP 0"));
        assertThat(session.destination()).isPresent();
    }

    @Test
    void anOfferThatSwitchesAudioOffIsAnsweredWithPortZero() {
        session.answer(PHONE);
        assertThat(session.answer(sdp("c=IN IP4 192.0.2.7", "m=audio 0 RTP/AVP 0")))
                .hasValueSatisfying(answer -> assertThat(answer).contains("m=audio 0 RTP/AVP 0"));
        assertThat(session.destination()).isEmpty();
        assertThat(session.offer()).contains("m=audio 20000 RTP/AVP 8 0");
    }

    @Test
    void anAnswerTellsWhereToSend() {
        session.offer();
        assertThat(session.answered(sdp("m=audio 4000 RTP/AVP 8", "c=IN IP4 192.0.2.9")))
                .isTrue();
        assertThat(session.destination())
                .contains(new MediaSession.Destination(new InetSocketAddress("192.0.2.9", 4000), Codec.PCMA));
        assertThat(session.answered(sdp("c=IN IP4 192.0.2.9", "m=audio 0 RTP/AVP 8")))
                .isFalse();
        assertThat(session.destination()).isEmpty();
    }
}
