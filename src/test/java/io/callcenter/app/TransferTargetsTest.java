package io.callcenter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.core.TransferTarget;
import io.callcenter.core.TransferTarget.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an address may be that a caller is transferred to. */
class TransferTargetsTest {
    private final TransferTargets outside = new TransferTargets(
            true,
            Set.of("center.example", "192.0.2.1", "2001:db8::1")::contains,
            List.of(Pattern.compile("0\\d{3,}"), Pattern.compile("sip:[a-z]+@partner\\.example")),
            "sip:{number}@trunk.example;user=phone");
    private final TransferTargets inside =
            new TransferTargets(false, "center.example"::equals, outside.allowed(), outside.numbers());

    private static TransferTarget named(String name, String uri) {
        return new TransferTarget(Kind.ANY, name, uri, "", 404);
    }

    @Test
    void theUserOfAnAddressOfOursIsAName() {
        assertThat(outside.ofAddress("sip:sales@Center.Example")).isEqualTo(named("sales", "sip:sales@Center.Example"));
        assertThat(outside.ofAddress("sip:sales%20west@192.0.2.1:5070;transport=tcp")
                        .name())
                .isEqualTo("sales west");
        assertThat(outside.ofAddress("sip:bob@[2001:db8::1]").name()).isEqualTo("bob");
        assertThat(outside.ofAddress("sip:center.example").name()).isEmpty();
    }

    @Test
    void anotherAddressIsOutsideWhereItFitsAsAWhole() {
        assertThat(outside.ofAddress("sip:ann@partner.example"))
                .isEqualTo(new TransferTarget(Kind.ANY, "", "sip:ann@partner.example", "sip:ann@partner.example", 0));
        assertThat(outside.ofAddress("sip:ann@partner.example.evil"))
                .extracting(TransferTarget::refusal)
                .isEqualTo(403);
        assertThat(inside.ofAddress("sip:ann@partner.example"))
                .isEqualTo(new TransferTarget(Kind.ANY, "", "sip:ann@partner.example", "", 403));
    }

    @Test
    void aTargetMaySayWhenTheCallerComesBack() {
        assertThat(outside.ofAddress("sip:sales@center.example;cc-back=30").back())
                .isEqualTo(30);
        assertThat(outside.ofAddress("sip:sales@center.example").back()).isZero();
        for (String bad : List.of("4", "3601", "x", "", "-5", "99999")) {
            assertThat(outside.ofAddress("sip:sales@center.example;cc-back=" + bad)
                            .back())
                    .as(bad)
                    .isEqualTo(TransferTarget.BAD);
        }
    }

    @Test
    void numbersAreDialedByTheTrunk() {
        assertThat(outside.ofAddress("sip:01234@center.example").outside())
                .isEqualTo("sip:01234@trunk.example;user=phone");
        assertThat(outside.ofAddress("tel:0-12.34;phone-context=x"))
                .isEqualTo(new TransferTarget(Kind.ANY, "01234", "", "sip:01234@trunk.example;user=phone", 0));
        assertThat(outside.ofAddress("tel:+4930"))
                .extracting(TransferTarget::refusal)
                .isEqualTo(403);
        assertThat(inside.ofAddress("tel:01234")).isEqualTo(new TransferTarget(Kind.ANY, "01234", "", "", 404));
        TransferTargets noTrunk = new TransferTargets(true, host -> false, outside.allowed(), "");
        assertThat(noTrunk.ofAddress("tel:01234"))
                .extracting(TransferTarget::refusal)
                .isEqualTo(404);
    }

    @Test
    void headersOfAnAddressAreDropped() {
        assertThat(outside.ofAddress("sip:ann@partner.example?Route=%3Csip:evil%3E")
                        .outside())
                .isEqualTo("sip:ann@partner.example");
    }

    @Test
    void commandsSayWhatTheyMean() {
        assertThat(outside.ofCommand("flow:sales").kind()).isEqualTo(Kind.FLOW);
        assertThat(outside.ofCommand(" agent:ann ")).isEqualTo(new TransferTarget(Kind.AGENT, "ann", "", "", 404));
        assertThat(outside.ofCommand("uri:sip:ann@partner.example").kind()).isEqualTo(Kind.OUTSIDE);
        assertThat(outside.ofCommand("sip:sales@center.example").name()).isEqualTo("sales");
        assertThat(outside.ofCommand("sales")).isEqualTo(named("sales", ""));
        assertThat(outside.ofCommand("01234").outside()).isEqualTo("sip:01234@trunk.example;user=phone");
        assertThat(outside.ofCommand("")).isEqualTo(named("", ""));
        assertThat(outside.ofCommand("uri:nonsense"))
                .extracting(TransferTarget::refusal)
                .isEqualTo(404);
    }
}
