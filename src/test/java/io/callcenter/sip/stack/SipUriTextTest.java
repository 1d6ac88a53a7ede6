package io.callcenter.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.message.SipUri;
import io.callcenter.sip.FactMessage;
import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sip:ann@192.0.2.1                              | ann      | 192.0.2.1   | 5060 | udp
            sip:ann@192.0.2.1:5070;transport=TCP;lr        | ann      | 192.0.2.1   | 5070 | tcp
            <sip:192.0.2.1;lr>                             | ''       | 192.0.2.1   | 5060 | udp
            "Ann" <sip:ann@example.com>;tag=1              | ann      | example.com | 5060 | udp
            sips:ann@example.com                           | ann      | example.com | 5061 | tls
            sip:ann@[2001:db8::1]:5090                     | ann      | 2001:db8::1 | 5090 | udp
            sip:[2001:db8::1]                              | ''       | 2001:db8::1 | 5060 | udp
            sip:who?@192.0.2.1:5070;transport=tcp          | who?     | 192.0.2.1   | 5070 | tcp
            sip:a?b=c&d;e/f@192.0.2.1?Subject=x            | a?b=c&d;e/f | 192.0.2.1 | 5060 | udp
            sip:@192.0.2.1                                 | ''       | 192.0.2.1   | 5060 | udp
            sip:+49;phone-context=x:pw@h?Subject=a@b       | '+49;phone-context=x:pw' | h | 5060 | udp
            """)
    void partsAreFoundWhateverStandsInTheUser_F14(String text, String user, String host, int port, String transport) {
        SipUriText uri = SipUriText.parse(text);
        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.portOrUsual()).isEqualTo(port);
        assertThat(uri.transportOrUsual()).isEqualTo(transport);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "sip:", "sip:ann@", "sip:ann@h:port", "<sip:>", "tel:+4930", "sip:a b@h"})
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> SipUriText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theUserOfARouteIsUnescapedAndWithoutPassword() {
        assertThat(FactMessage.user(SipUri.of("sip:j%C3%B6rg:secret@h"))).isEqualTo("jörg");
        assertThat(FactMessage.user(SipUri.of("sip:+4930@h"))).isEqualTo("+4930");
        assertThat(FactMessage.user(SipUri.of("sip:h"))).isEmpty();
        assertThat(FactMessage.user(SipUri.of("tel:+4930"))).isEqualTo("+4930");
        assertThat(FactMessage.user(SipUri.of("sip:50%@h"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp",
                "udp:127.0.0.1",
                "sctp:127.0.0.1:5060",
                "udp:localhost:5060",
                "udp:127.0.0.1:70000",
                "udp:1.2.3:x"
            })
    void aListeningPointMustBeComplete(String text) {
        assertThatThrownBy(() -> ListenPoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListeningPointIsReadAndWritten() {
        assertThat(ListenPoint.parse("UDP:0.0.0.0:5060").toString()).isEqualTo("udp:0.0.0.0:5060");
        assertThat(ListenPoint.parse("tcp:[::1]:5060").toString()).isEqualTo("tcp:[::1]:5060");
        assertThat(ListenPoint.parse("udp:0.0.0.0:5060").everyAddress()).isTrue();
        assertThat(ListenPoint.parse("tcp:[::1]:5060").everyAddress()).isFalse();
    }

    @Test
    void trustedNetworksHoldTheirAddressesOnly() {
        Networks networks = new Networks(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/32"));
        assertThat(List.of("10.9.8.7", "192.0.2.7", "2001:db8::5")).allMatch(networks::hold);
        assertThat(List.of("11.0.0.1", "192.0.2.8", "2001:db9::5", "127.0.0.1")).noneMatch(networks::hold);
        assertThat(new Networks(List.of()).hold("203.0.113.1")).isTrue();
        assertThatThrownBy(() -> new Networks(List.of("10.0.0.0/33"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Networks(List.of("office"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyRealAddressesAreLiteralsSoNoNameIsEverLookedUpForOne() {
        assertThat(List.of("1.2.3.4", "255.255.255.255", "::1", "2001:db8::1", "fe80::1%eth0"))
                .allMatch(Literals::isLiteral);
        assertThat(List.of("", "999.1.1.1", "1.2.3", "1.2.3.4.5", "1..2.3", "a.b.c.d", "example.com", "g::1"))
                .noneMatch(Literals::isLiteral);
    }
}
