package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.CallState;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.StoredSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageJsonCacheTest {
    private static final CallId CALL = new CallId("c1");

    @Test
    void aSaveWithKeptMessagesIsWordForWordTheOneWithout() {
        SavedLegs legs = StoredSamples.legs(CALL, 1, "Bob \"B\" \u00d6");
        MessageJsonCache texts = new MessageJsonCache();
        byte[] first = SavedJson.of(legs, texts);
        assertThat(SavedJson.of(legs, texts)).isEqualTo(first);
        assertThat(SavedJson.of(legs, new MessageJsonCache())).isEqualTo(first);
    }

    @Test
    void aSaveOfAVersionWithoutSessionTimersIsRead() throws IOException {
        SavedLegs legs = StoredSamples.legs(CALL, 1, "Bob");
        String json = new String(SavedJson.of(legs, new MessageJsonCache()), StandardCharsets.UTF_8);
        String older = json.replaceAll(",\"session\":\\{[^}]*}", "");
        assertThat(older).isNotEqualTo(json).doesNotContain("session");
        SavedRecord record = new SavedRecord(CALL, false, new byte[0], older.getBytes(StandardCharsets.UTF_8));
        assertThat(record.readLegs().caller().dialog().session()).isEmpty();
    }

    @Test
    void aSaveOfAVersionThatKnewNoPrivacyIsRead_K3() throws IOException {
        SavedCall call = StoredSamples.call("c1", 1, CallState.QUEUED);
        String json = new String(SavedJson.of(call), StandardCharsets.UTF_8);
        String older = json.replaceAll(",\"privacy\":null", "");
        assertThat(older).isNotEqualTo(json).doesNotContain("privacy");
        SavedRecord record = new SavedRecord(CALL, false, older.getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertThat(record.readCore()).isEqualTo(call);
    }

    @Test
    void anotherMessageIsNotTakenForTheFormerOne() throws IOException {
        MessageJsonCache texts = new MessageJsonCache();
        SavedJson.of(StoredSamples.legs(CALL, 1, "Bob"), texts);
        SavedLegs later = StoredSamples.legs(CALL, 2, "Ann");
        SavedRecord record = new SavedRecord(CALL, false, new byte[0], SavedJson.of(later, texts));
        assertThat(record.readLegs()).isEqualTo(later);
    }
}
