package io.callcenter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W31: no caller decides where the customer's page leads. */
class PopUrlTest {
    @Test
    void w31_hostileValuesAreEncodedAndUnknownOnesAreEmpty() {
        PopUrl url = PopUrl.of("https://crm.example/find/{caller}?n={name}&c={call_id}&x={SipHeader.X-Case}#f={param}");

        assertThat(url.with(Map.of(
                        "caller", "../../evil?x=1#y",
                        "name", "Ada&c=2 \"<b>\u00e4\u202e",
                        "call_id", "c1",
                        "SipHeader.X-Case", "$1 {caller} \\0%41")))
                .isEqualTo(
                        "https://crm.example/find/..%2F..%2Fevil%3Fx%3D1%23y?n=Ada%26c%3D2%20%22%3Cb%3E%C3%A4%E2%80%AE"
                                + "&c=c1&x=%241%20%7Bcaller%7D%20%5C0%2541#f=");
        assertThat(url.fields()).containsExactly("X-Case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)//{caller}",
                "data:text/html,{name}",
                "//crm.example/{caller}",
                "https://{caller}.example/",
                "https://crm.example:{caller}/",
                "https://user@crm.example/{caller}",
                "https://crm.example{caller}",
                "https://crm.example/{password}",
                "https://crm.example/{caller",
                "https://crm.example/ {caller}",
                "https:///{caller}",
            })
    void w31_whatIsNoFixedHttpAddressIsRefused(String text) {
        assertThatThrownBy(() -> PopUrl.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
