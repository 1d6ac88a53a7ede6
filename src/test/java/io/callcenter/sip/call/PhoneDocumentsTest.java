package io.callcenter.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.sip.call.PhoneDocuments.Taken;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Documents of registrations and dialogs, and what must not be read. */
class PhoneDocumentsTest {
    private final PhoneDocuments reg = new PhoneDocuments(PhoneEvent.REG, (callId, tag) -> false);
    private final PhoneDocuments calls =
            new PhoneDocuments(PhoneEvent.DIALOG, (callId, tag) -> callId.equals("c-ours") && tag.equals("t-ours"));

    private static String reginfo(int version, String state, String inside) {
        return "<?xml version=\"1.0\"?><reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"" + version
                + "\" state=\"" + state + "\"><registration aor=\"sip:ann@h\" id=\"a\" state=\"active\">" + inside
                + "</registration></reginfo>";
    }

    private static String contact(String id, String state) {
        return "<contact id=\"" + id + "\" state=\"" + state
                + "\" event=\"registered\"><uri>sip:ann@10.0.0.1</uri></contact>";
    }

    private static String dialogs(int version, String state, String inside) {
        return "<d:dialog-info xmlns:d=\"urn:ietf:params:xml:ns:dialog-info\" version=\"" + version + "\" state=\""
                + state + "\" entity=\"sip:ann@h\">" + inside + "</d:dialog-info>";
    }

    private static String dialog(String id, String callId, String tag, String state) {
        return "<d:dialog id=\"" + id + "\" call-id=\"" + callId + "\" local-tag=\"theirs\" remote-tag=\"" + tag
                + "\"><d:state event=\"replaced\">" + state
                + "</d:state><d:local><d:identity>sip:ann@h</d:identity></d:local></d:dialog>";
    }

    private static Taken take(PhoneDocuments documents, String text) {
        return documents.take(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPhoneIsThereAsLongAsOneContactIsRegistered() {
        assertThat(take(reg, reginfo(0, "full", contact("1", "active") + contact("2", "active"))))
                .isEqualTo(Taken.READ);
        assertThat(reg.away()).isFalse();
        take(reg, reginfo(1, "partial", contact("1", "terminated")));
        assertThat(reg.away()).isFalse();
        take(reg, reginfo(2, "partial", contact("2", "terminated")));
        assertThat(reg.away()).isTrue();
        take(reg, reginfo(3, "partial", contact("3", "active")));
        assertThat(reg.away()).isFalse();
        take(reg, reginfo(4, "partial", "").replace("state=\"active\"", "state=\"terminated\""));
        assertThat(reg.away()).isTrue();
        take(reg, reginfo(5, "full", contact("1", "active")));
        assertThat(reg.away()).isFalse();
        take(reg, reginfo(6, "full", ""));
        assertThat(reg.away()).isTrue();
    }

    @Test
    void anOldPartCountsNotAndALostOneIsNoticed() {
        take(reg, reginfo(3, "full", contact("1", "active")));
        assertThat(take(reg, reginfo(3, "partial", contact("1", "terminated")))).isEqualTo(Taken.OLD);
        assertThat(reg.away()).isFalse();
        assertThat(take(reg, reginfo(5, "partial", contact("1", "terminated")))).isEqualTo(Taken.GAP);
        assertThat(reg.away()).isTrue();
    }

    @Test
    void aConfirmedDialogThatIsNotOursKeepsAway() {
        take(calls, dialogs(0, "full", dialog("1", "c-ours", "t-ours", "confirmed") + dialog("2", "x", "y", "early")));
        assertThat(calls.away()).isFalse();
        take(calls, dialogs(1, "partial", dialog("2", "x", "y", "confirmed")));
        assertThat(calls.away()).isTrue();
        take(calls, dialogs(2, "partial", dialog("1", "c-ours", "t-ours", "terminated")));
        assertThat(calls.away()).isTrue();
        take(calls, dialogs(3, "partial", dialog("2", "x", "y", "terminated")));
        assertThat(calls.away()).isFalse();
        take(calls, dialogs(4, "full", dialog("3", "c-ours", "other", "confirmed")));
        assertThat(calls.away()).isTrue();
        take(calls, dialogs(5, "full", ""));
        assertThat(calls.away()).isFalse();
    }

    @Test
    void whatCannotBeReadCountsNot() {
        take(reg, reginfo(0, "full", contact("1", "active")));
        String good = reginfo(1, "full", "");
        String entity = "<!DOCTYPE reginfo [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        for (String bad : new String[] {
            "",
            "nonsense",
            good.substring(0, good.length() - 3),
            good.replace("version=\"1\"", ""),
            good.replace("version=\"1\"", "version=\"one\""),
            good.replace("?>", "?>" + entity),
            good.replace("?>", "?>" + entity).replace("</registration>", "&x;</registration>"),
            good.replace("</registration>", "&x;</registration>"),
            good.replace("id=\"a\"", "id=\"" + "a".repeat(2_000) + "\""),
            reginfo(1, "full", "<a/>".repeat(PhoneDocuments.MOST_ELEMENTS)),
            dialogs(1, "full", "")
        }) {
            assertThat(take(reg, bad)).as(bad).isEqualTo(Taken.BROKEN);
            assertThat(reg.away()).isFalse();
        }
        String nested = dialogs(0, "full", dialog("1", "x", "y", "<b>confirmed</b>"));
        assertThat(take(calls, nested)).isEqualTo(Taken.BROKEN);
    }

    @Test
    void noMoreThanSoManyAreRemembered() {
        for (int version = 0; version < 20; version++) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                many.append(contact(version + "-" + i, "active"));
            }
            take(reg, reginfo(version, "partial", many.toString()));
        }
        take(reg, reginfo(20, "partial", contact("19-99", "terminated")));
        assertThat(reg.away()).isFalse();
        for (int version = 0; version < 10; version++) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                many.append(contact(version + "-" + i, "terminated"));
            }
            take(reg, reginfo(21 + version, "partial", many.toString()));
        }
        assertThat(reg.away()).isTrue();
    }
}
