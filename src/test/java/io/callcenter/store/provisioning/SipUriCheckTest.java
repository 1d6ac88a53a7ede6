package io.callcenter.store.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:a@h",
                "SIP:a@h",
                "sips:a:pw@example.org:5061",
                "sip:example.org",
                "sip:a%20b@10.0.0.1:5060;transport=tcp;lr",
                "sip:+49301234@[2001:db8::1]:5060",
                "sip:a;ext=7@h?Subject=x%20y&Priority=urgent",
                "sip:agent_1.x@host_name",
                "sip:who?@h",
                "sip:a?b=c&d;e/f,g@192.0.2.1:5070;transport=tcp"
            })
    void whatARequestCanBeSentToIsTakenAndCanBeDialled_F14(String uri) {
        assertThat(SipUriCheck.isValid(uri)).isTrue();
        assertThat(io.callcenter.message.SipUri.read(uri)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:",
                "sip:@h",
                "a@h",
                "tel:+49301234",
                "http://h",
                "sip:a@",
                "sip:a b@h",
                "sip:a@h:0",
                "sip:a@h:70000",
                "sip:a@h;=1",
                "<sip:a@h>",
                "sip:a@h\r\nX: y",
                "sip:a@[::1",
                "sip:ä@h",
                "sip:a%2@h",
                "sip:a@-h"
            })
    void allElseIsNot(String uri) {
        assertThat(SipUriCheck.isValid(uri)).isFalse();
    }

    @Test
    void aHostileTextIsJudgedAtOnce() {
        String text = "sip:" + "a;".repeat(500) + "@@";
        assertThat(Assertions.assertTimeout(Duration.ofSeconds(2), () -> SipUriCheck.isValid(text)))
                .isFalse();
        assertThat(SipUriCheck.isValid("sip:" + "a".repeat(2_000) + "@h")).isFalse();
    }
}
