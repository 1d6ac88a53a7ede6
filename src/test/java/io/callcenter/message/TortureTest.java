package io.callcenter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The traits of RFC 4475 (49) and RFC 5118 (11), in messages of this project. Whoever has the messages of the RFCs runs them through the same rows:
 * {@code -Dtorture=DIR} with {@code DIR/name.dat}.
 */
class TortureTest {
    static List<Torture> rows() {
        return Torture.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theDoorReactsToEachTraitAsWritten(Torture row) {
        assertThat(MessageSamples.reaction(MessageSamples.read(row.message())))
                .as(row.trait())
                .isEqualTo(row.reaction());
    }

    private static Path ofTheRfcs(Torture row) {
        return Path.of(System.getProperty("torture", "no-such-folder"), row.name() + ".dat");
    }

    static List<Torture> rowsOfTheRfcs() {
        return rows().stream().filter(row -> Files.exists(ofTheRfcs(row))).toList();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("rowsOfTheRfcs")
    void theMessagesOfTheRfcsGetTheSameReactions(Torture row) throws IOException {
        assertThat(MessageSamples.reaction(MessageSamples.read(Files.readAllBytes(ofTheRfcs(row)))))
                .as(row.trait())
                .isEqualTo(row.reaction());
    }

    @Test
    void eachTraitOfBothRfcsHasItsRow() {
        assertThat(rows()).hasSize(60);
        assertThat(rows()).extracting(Torture::name).doesNotHaveDuplicates();
        assertThat(rows().stream().filter(row -> row.rfc() == 4475)).hasSize(49);
    }

    private static Request request(String name) {
        return (Request)
                MessageSamples.taken(MessageSamples.read(Torture.named(name).message()));
    }

    @Test
    void tortuousBlanksAndFoldsAreReadAsTheyAreMeant() {
        Request invite = request("wsinv");
        assertThat(invite.to().uri()).hasToString("sip:vivekg@chair-dnrc.example.com");
        assertThat(invite.to().tag()).hasToString("1918181833n");
        assertThat(invite.from().display()).hasToString("J Rosenberg \\\"");
        assertThat(invite.cseq()).isEqualTo(new CSeq(9, Methods.INVITE));
        assertThat(invite.maxForwards()).isEqualTo(68);
        assertThat(invite.via().branch()).isEqualTo("390skdjuw");
        assertThat(invite.items(HeaderName.VIA)).hasSize(3);
        assertThat(invite.first(HeaderName.SUBJECT)).contains("");
        assertThat(invite.items(HeaderName.ROUTE)).hasSize(2);
        assertThat(invite.fields()).anyMatch(field -> field.name().equals("NewFangledHeader"));
    }

    @Test
    void theWholeRangeOfCharactersIsTakenInMethodUriAndTag() {
        Request request = request("intmeth");
        assertThat(request.method().text()).isEqualTo("!interesting-Method0123456789_*+`.%indeed'~");
        assertThat(request.uri().user()).startsWith("1_unusual.URI~(to-be!sure)");
        assertThat(request.to().tag().isEmpty()).isTrue();
        assertThat(request.from().tag().text()).isEqualTo("_token~1'+`*%!-.");
    }

    @Test
    void escapesArePartOfTheUserAndComeOffForPeopleOnly() {
        assertThat(request("esc01").uri().user()).isEqualTo("sips%3Auser%40example.com");
        assertThat(request("esc01").uri().userName()).isEqualTo("sips:user@example.com");
        assertThat(request("escnull").from().uri().user()).isEqualTo("null-%00-null");
        assertThat(request("esc02").method().text()).isEqualTo("RE%47IST%45R");
        assertThat(request("semiuri").uri().user()).isEqualTo("user;par=u%40example.net");
    }

    @Test
    void aSecondRequestInTheSameDatagramIsCutOff() {
        assertThat(request("dblreq").body().isEmpty()).isTrue();
        assertThat(request("lwsdisp").from().display()).hasToString("caller");
        assertThat(request("longreq").fields().size()).isGreaterThan(20);
    }

    @Test
    void addressesOfBothFamiliesAreRead() {
        assertThat(request("ipv6-good").uri().host()).contains(new Host("2001:db8::10"));
        assertThat(request("port-ambiguous").uri().port()).isEqualTo(-1);
        assertThat(request("port-unambiguous").uri().port()).isEqualTo(5070);
        assertThat(request("ipv4-mapped-ipv6")
                        .contact()
                        .orElseThrow()
                        .uri()
                        .host()
                        .orElseThrow()
                        .isIpv6())
                .isTrue();
        assertThat(request("ipv6-bug-abnf-3-colons").uri().host()).contains(new Host("2001:db8::192.0.2.1"));
    }
}
