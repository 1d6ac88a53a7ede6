package io.callcenter.b2b;

import static io.callcenter.b2b.leg.Descriptions.sdp;
import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.leg.Party;
import io.callcenter.b2b.leg.Script;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Request;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainHeaders;
import io.callcenter.plain.PlainRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls, and who is told. */
class IdentityTest {
    private static final String NUMBER = "4930123456";

    private static PlainRequest invite(String from, PlainHeaders headers) {
        return PlainRequest.of(
                        "INVITE",
                        "sip:support@example.org",
                        "c",
                        new PlainAddress("Fay", from, "f"),
                        new PlainAddress("", "sip:support@example.org", ""),
                        1,
                        "z9hG4bK1")
                .withContact("sip:fay@192.0.2.1")
                .with(headers);
    }

    private static Identity identity(PlainRequest plain, boolean wordCounts, boolean wishesCount) {
        Request invite = Plain.in(plain);
        Trust trust = new Trust(address -> wordCounts, wishesCount);
        return Identity.of(
                invite.from(),
                Identity.asserted(invite, trust, "192.0.2.1"),
                invite.values(HeaderName.PRIVACY).stream()
                        .map(FieldValue::toString)
                        .toList(),
                wishesCount);
    }

    private static PlainHeaders header(String name, String value) {
        return PlainHeaders.NONE.with(name, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "ID", "user", "User;critical", "header, id"})
    void whoAsksForItStaysUnknown(String privacy) {
        PlainRequest invite = invite("sip:" + NUMBER + "@h", header("Privacy", privacy));
        assertThat(identity(invite, false, true).hidden()).isTrue();
        assertThat(identity(invite, false, false).hidden()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "id;none", "header", "session", "critical", "idx", ""})
    void otherWishesHideNobody(String privacy) {
        assertThat(identity(invite("sip:" + NUMBER + "@h", header("Privacy", privacy)), false, true)
                        .hidden())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:anonymous@anonymous.invalid, true",
        "SIP:x@Anonymous.Invalid:5060;a=b, true",
        "sips:anonymous.invalid, true",
        "sip:anonymous@example.org, false",
        "sip:anonymous.invalid@example.org, false",
        "sip:a@anonymous.invalid.example.org, false"
    })
    void whoComesFromNowhereStaysUnknown(String from, boolean hidden) {
        assertThat(identity(invite(from, PlainHeaders.NONE), false, true).hidden())
                .isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "<sip:77@trunk> | Fay | sip:77@trunk",
                "\"Bo, \\\"B\\\" <x>\" <sip:77@trunk;user=phone>, <tel:+88> | Bo, \"B\" <x> | sip:77@trunk;user=phone",
                "Bo <sips:77@trunk>;x=y | Bo | sips:77@trunk",
                "sip:77@trunk, tel:+88 | Fay | sip:77@trunk",
                "<tel:+88;phone-context=x> | Fay | tel:+88;phone-context=x"
            })
    void aTrustedSourceSaysWhoCalls(String asserted, String name, String uri) {
        PlainRequest invite = invite("sip:pilot@h", header("P-Asserted-Identity", asserted));
        Identity identity = identity(invite, true, true);
        assertThat(identity.party().display().text()).isEqualTo(name);
        assertThat(identity.party().uri()).hasToString(uri);
        assertThat(identity.party().tag().isEmpty()).isTrue();
        assertThat(identity.asserted()).isTrue();
        Identity plain = identity(invite, false, true);
        assertThat(plain.party().uri()).hasToString("sip:pilot@h");
        assertThat(plain.asserted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<sip:", "\"x <sip:77@t>", "<http://77>", "<sip:7 7@t>", ""})
    void whatIsNoIdentityIsLeftOut(String asserted) {
        Identity identity = identity(invite("sip:pilot@h", header("P-Asserted-Identity", asserted)), true, true);
        assertThat(identity.party().uri()).hasToString("sip:pilot@h");
        assertThat(identity.asserted()).isFalse();
    }

    private static PlainRequest offered(Trust trust, PlainHeaders fields) {
        Script s = new Script(LegSettings.defaults().with(trust));
        Party bob = s.party("bob");
        fields.fields().forEach(field -> bob.sends(field.name(), field.value()));
        bob.sends("P-Asserted-Identity", "<sip:" + NUMBER + "@trunk>");
        bob.sends("Diversion", "<sip:" + NUMBER + "@h>").sends("History-Info", "<sip:" + NUMBER + "@h>");
        bob.invites(sdp("audio 4000"));
        return s.agent("ann").last("INVITE");
    }

    private static Trust trusting(boolean all, boolean hides) {
        return new Trust(address -> all, hides);
    }

    @Test
    void t59_noLegTellsOfACallerWhoStaysUnknown() {
        PlainRequest invite = offered(trusting(true, true), header("Privacy", "ID"));
        assertThat(invite.toString()).doesNotContain(NUMBER).doesNotContain("sip:bob@example.org");
        assertThat(invite.from().uri()).isEqualTo("sip:anonymous@anonymous.invalid");
        assertThat(invite.from().display()).isEqualTo("Sales Bob");
        assertThat(invite.headers().all("Privacy")).containsExactly("ID");
    }

    @Test
    void t59_whatARouteOrdersDoesNotTellEither() {
        Script s = new Script();
        Party bob = s.party("bob").sends("Privacy", "id");
        bob.invites(sdp("audio 4000"));
        CallOrder.Connect plain = s.connect("ann", CallOrder.Purpose.AGENT, java.util.Optional.empty());
        List<Field> told = List.of(
                Field.of("P-Asserted-Identity", "<sip:1@h>"),
                Field.of("Remote-Party-ID", "<sip:1@h>"),
                Field.of("Diversion", "<sip:1@h>"),
                Field.of("history-info", "<sip:1@h>"),
                Field.of("X-Customer", "17"));
        s.take(new CallOrder.Connect(
                plain.call(), plain.leg(), plain.purpose(), plain.target(), "", told, plain.announcement()));
        PlainHeaders sent = s.party("ann").last("INVITE").headers();
        assertThat(sent.first("X-Customer")).contains("17");
        for (String field : List.of("P-Asserted-Identity", "Remote-Party-ID", "Diversion", "History-Info")) {
            assertThat(sent.first(field)).as(field).isEmpty();
        }
    }

    @Test
    void anAssertedIdentityGoesOnOnlyToThoseWhoMayAssertOne() {
        PlainRequest told = offered(trusting(true, true), PlainHeaders.NONE);
        assertThat(told.from().uri()).isEqualTo("sip:" + NUMBER + "@trunk");
        assertThat(told.headers().all("P-Asserted-Identity")).containsExactly("<sip:" + NUMBER + "@trunk>");
        PlainRequest untold = offered(trusting(false, true), PlainHeaders.NONE);
        assertThat(untold.from().uri()).isEqualTo("sip:bob@example.org");
        assertThat(untold.headers().first("P-Asserted-Identity")).isEmpty();
        String callersHost = new Script().party("bob").hop().remoteHost();
        Trust ofTheTrunk = new Trust(callersHost::equals, true);
        PlainRequest agent = offered(ofTheTrunk, PlainHeaders.NONE);
        assertThat(agent.from().uri()).isEqualTo("sip:" + NUMBER + "@trunk");
        assertThat(agent.headers().first("P-Asserted-Identity")).isEmpty();
    }

    @Test
    void passOnlyPassesTheWishOn() {
        PlainRequest invite = offered(trusting(false, false), header("Privacy", "id"));
        assertThat(invite.from().uri()).isEqualTo("sip:bob@example.org");
        assertThat(invite.headers().all("Privacy")).containsExactly("id");
    }
}
