package io.callcenter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which stream of an offer decides about the medium (docs/design/behaviour.md 2.2, B04). */
class FirstTransportTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m=audio 4000 RTP/AVP 0 | RTP/AVP",
                "m=audio 4000 RTP/SAVPF 0;m=video 4002 RTP/SAVPF 96 | RTP/SAVPF",
                "m=message 9000 TCP/MSRP *;m=audio 4000 RTP/AVP 0 | TCP/MSRP",
                "m=audio 0 RTP/AVP 0;m=message 9000 TCP/TLS/MSRP * | TCP/TLS/MSRP",
                "m=audio 0 RTP/AVP 0;m=image 4000 udptl t38 | udptl",
                "m=image 4000 udptl t38;m=audio 4002 RTP/AVP 8 | RTP/AVP",
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel | UDP/DTLS/SCTP",
                "m=video 4000 RTP/AVP 96;m=message 9000 TCP/MSRP * | TCP/MSRP",
                "m=image 4000 udptl t38;m=video 4002 RTP/AVP 96 | RTP/AVP",
                "m=audio 4000/2 UDP/TLS/RTP/SAVPF 0 | UDP/TLS/RTP/SAVPF",
            })
    void t55_theFirstStreamInUseWithVoiceOrTextCounts(String streams, String transport) {
        assertThat(CenterBeans.firstTransport(sdp(streams))).contains(transport);
    }

    @ParameterizedTest
    @CsvSource({"m=audio 0 RTP/AVP 0", "m=audio 0 RTP/AVP 0;m=message 0 TCP/MSRP *", "a=sendrecv"})
    void whereNoStreamHasAPortThereIsNoTransport(String streams) {
        assertThat(CenterBeans.firstTransport(sdp(streams))).isEqualTo(Optional.of(""));
    }

    @ParameterizedTest
    @CsvSource({"m=audio RTP/AVP 0", "m=audio -1 RTP/AVP 0", "m=audio 65536 RTP/AVP 0", "m=audio many RTP/AVP 0", "m="})
    void aStreamWithoutAPortMakesTheWholeDescriptionUnreadable(String streams) {
        assertThat(CenterBeans.firstTransport(sdp(streams))).isEmpty();
        assertThat(CenterBeans.firstTransport("")).isEmpty();
        assertThat(CenterBeans.firstTransport("hello")).isEmpty();
    }

    private static String sdp(String streams) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + streams.replace(";", "\r\n") + "\r\n";
    }
}
