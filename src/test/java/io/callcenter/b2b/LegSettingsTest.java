package io.callcenter.b2b;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegSettingsTest {
    private static LegSettings behind(String proxy) {
        LegSettings some = LegSettings.defaults();
        return new LegSettings(
                some.ringTimeout(),
                some.setupTimeout(),
                some.maxCallDuration(),
                some.probeAfter(),
                some.product(),
                proxy,
                some.credentials(),
                some.trust(),
                some.transfers());
    }

    @ParameterizedTest
    @CsvSource({
        "sip:p.example.org, <sip:p.example.org;lr>",
        "<sip:p.example.org>, <sip:p.example.org;lr>",
        "sip:p.example.org;lr, <sip:p.example.org;lr>",
        "sip:p.example.org;LR;transport=tcp, <sip:p.example.org;LR;transport=tcp>",
        "sip:p.example.org;lr=on, <sip:p.example.org;lr=on>",
        "sip:p.example.org;lrx, <sip:p.example.org;lrx;lr>"
    })
    void theOutboundProxyIsALooseRouter(String proxy, String route) {
        assertThat(behind(proxy).firstRoutes()).containsExactly(route);
    }

    @Test
    void withoutOneNothingIsRouted() {
        assertThat(LegSettings.defaults().firstRoutes()).isEmpty();
    }
}
