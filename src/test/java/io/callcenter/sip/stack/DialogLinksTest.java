package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.transport.address.Literals;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests go to where their peer was heard, and not to where its Contact points. */
class DialogLinksTest {
    private static final String OPEN = "192.0.2.7";

    private final DialogLinks links = new DialogLinks((transport, remote) ->
            Set.of(address(OPEN), address("10.0.0.7"), address("2001:db8::7")).contains(remote));

    private static InetSocketAddress address(String host) {
        return new InetSocketAddress(Literals.address(host), 40_000);
    }

    private boolean carry(String uri, String transport, String host) {
        return links.carry(uri, SipUriText.parse(uri), new StackHop(host, 40_000, transport));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sip:x@df7jal23ls0d.invalid;transport=ws      | tcp | 192.0.2.7 | true
            sip:x@df7jal23ls0d.invalid                   | tls | 192.0.2.7 | true
            sip:x@df7jal23ls0d.invalid                   | tcp | 192.0.2.8 | false
            sip:x@df7jal23ls0d.invalid                   | udp | 192.0.2.8 | true
            sip:x@invalid.example.com                    | tcp | 192.0.2.7 | false
            sip:x@192.0.2.7:5060;transport=tcp           | tcp | 192.0.2.7 | true
            sip:x@192.0.2.7:1;transport=tcp              | tcp | 192.0.2.7 | true
            sip:x@192.0.2.7                              | tls | 192.0.2.7 | true
            sip:x@192.0.2.7;transport=udp                | tcp | 192.0.2.7 | false
            sip:x@192.0.2.7;transport=tcp                | tls | 192.0.2.7 | false
            sip:x@192.0.2.7;transport=tcp                | tcp | 192.0.2.8 | false
            sip:x@192.0.2.9;transport=tcp                | tcp | 192.0.2.7 | false
            sip:x@phone.example.com;transport=tcp        | tcp | 192.0.2.7 | false
            sip:x@[2001:db8:0::7];transport=tcp          | tcp | 2001:db8::7 | true
            sip:x@192.0.2.7:5062                         | udp | 192.0.2.7 | false
            """)
    void aContactOfTheSameHostGoesByTheOpenStreamOfItsTransportAndOneOfNoHostAnyway_K2(
            String uri, String transport, String host, boolean carried) {
        assertThat(carry(uri, transport, host)).isEqualTo(carried);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sip:x@phone.example.com;ob                   | tcp | 192.0.2.7 | true
            sip:x@192.0.2.9:5060;transport=tcp;ob        | tcp | 192.0.2.7 | true
            sip:x@192.0.2.9;ob;transport=tcp             | tcp | 192.0.2.7 | true
            <sip:x@192.0.2.9;ob>                         | udp | 192.0.2.8 | true
            sip:x@192.0.2.9;OB                           | tcp | 192.0.2.7 | true
            sip:x@192.0.2.9;object=1;ob                  | tcp | 192.0.2.7 | true
            sip:x@192.0.2.9;object=1                     | tcp | 192.0.2.7 | false
            sip:x;ob;y@192.0.2.9                         | tcp | 192.0.2.7 | false
            sip:x@192.0.2.9?a=;ob                        | tcp | 192.0.2.7 | false
            sip:x@192.0.2.9;ob                           | tcp | 192.0.2.8 | false
            """)
    void aContactThatAsksForItsFlowGetsIt_Rfc5626(String uri, String transport, String host, boolean carried) {
        assertThat(carry(uri, transport, host)).isEqualTo(carried);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sip:x@10.0.0.9                  | udp | 192.0.2.8 | true
            sip:x@192.168.1.9:5062          | udp | 192.0.2.8 | true
            sip:x@172.31.1.9                | tcp | 192.0.2.7 | true
            sip:x@100.64.0.1                | udp | 192.0.2.8 | true
            sip:x@100.128.0.1               | udp | 192.0.2.8 | false
            sip:x@169.254.1.1               | udp | 192.0.2.8 | true
            sip:x@[fd00::1]                 | udp | 2001:db8::8 | true
            sip:x@[fe80::1]                 | udp | 2001:db8::8 | true
            sip:x@[2001:db8::1]             | udp | 2001:db8::8 | false
            sip:x@172.32.1.9                | udp | 192.0.2.8 | false
            sip:x@10.0.0.9                  | udp | 10.0.0.8  | false
            sip:x@10.0.0.9;transport=tcp    | tcp | 10.0.0.7  | false
            sip:x@192.0.2.9                 | udp | 192.0.2.8 | false
            sip:x@10.0.0.9;transport=tcp    | tcp | 192.0.2.8 | false
            """)
    void aPrivateContactOfAPeerThatWasSeenFromAPublicAddressGoesThere(
            String uri, String transport, String host, boolean carried) {
        assertThat(carry(uri, transport, host)).isEqualTo(carried);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sips:x@192.0.2.7                | tls | true
            sips:x@192.0.2.7                | tcp | false
            sips:x@phone.example.com;ob     | tcp | false
            sips:x@df7jal23ls0d.invalid     | wss | true
            sips:x@df7jal23ls0d.invalid     | ws  | false
            sips:x@10.0.0.9                 | tcp | false
            sip:x@10.0.0.9;transport=tls    | udp | false
            sip:x@192.0.2.7;transport=tls   | tls | true
            sip:x@df7jal23ls0d.invalid      | ws  | true
            """)
    void whatMustBeSecureGoesByNoOpenWay(String uri, String transport, boolean carried) {
        assertThat(carry(uri, transport, OPEN)).isEqualTo(carried);
    }

    private static StackHop tcp(int port) {
        return new StackHop(OPEN, port, "tcp");
    }

    @Test
    void whereADialogWasBegunIsRememberedForItAlone_K2() {
        links.dials("one", tcp(5_060));
        links.dials("two", tcp(5_070));
        assertThat(links.dialled("one", tcp(9))).contains(tcp(5_060));
        assertThat(links.dialled("two", tcp(9))).contains(tcp(5_070));
        assertThat(links.dialled("two", tcp(5_070))).as("the same place").isEmpty();
        assertThat(links.dialled("three", tcp(9))).isEmpty();
        assertThat(links.dialled("one", new StackHop("192.0.2.9", 9, "tcp")))
                .as("another host")
                .isEmpty();
        assertThat(links.dialled("one", new StackHop(OPEN, 9, "tls"))).isEmpty();
        links.dials("one", tcp(5_080));
        assertThat(links.dialled("one", tcp(9))).contains(tcp(5_080));
    }

    @Test
    void onlyTheLastOnesAreRemembered_L6() {
        int begun = 3 * DialogLinks.MOST_DIALLED;
        for (int i = 1; i <= begun; i++) {
            links.dials("call" + i, tcp(5_060));
        }
        assertThat(links.dialled("call" + begun, tcp(9))).isPresent();
        assertThat(links.dialled("call" + (begun - DialogLinks.MOST_DIALLED + 1), tcp(9)))
                .isPresent();
        assertThat(links.dialled("call" + (begun - DialogLinks.MOST_DIALLED), tcp(9)))
                .isEmpty();
    }
}
