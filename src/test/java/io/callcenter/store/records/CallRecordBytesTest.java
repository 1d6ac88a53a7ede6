package io.callcenter.store.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.CallState;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.StoredSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallRecordBytesTest {
    private static final CallId CALL = new CallId("c1");
    private static final SavedCall QUEUED = StoredSamples.call("c1", 1, CallState.QUEUED);
    private static final SavedCall TO_AGENT = StoredSamples.call("c1", 2, CallState.TOAGENT);
    private static final SavedLegs LEGS = StoredSamples.legs(CALL, 1, "Bob \"B\" \u00d6");

    private final CallRecordBytes record = new CallRecordBytes();

    private static byte[] whole(boolean over, Optional<SavedCall> core, Optional<SavedLegs> legs) {
        byte[] none = {};
        return new SavedRecord(
                        CALL,
                        over,
                        core.map(SavedJson::of).orElse(none),
                        legs.map(saved -> SavedJson.of(saved, new MessageJsonCache()))
                                .orElse(none))
                .bytes();
    }

    private byte[] write(Optional<SavedCall> core, Optional<SavedLegs> legs) {
        return record.write(CALL, false, core, legs, new JsonBytes(64));
    }

    @Test
    void aPartThatDidNotChangeStaysWhateverLengthTheOtherHas() {
        assertThat(write(Optional.of(QUEUED), Optional.empty()))
                .isEqualTo(whole(false, Optional.of(QUEUED), Optional.empty()));
        assertThat(write(Optional.empty(), Optional.of(LEGS)))
                .isEqualTo(whole(false, Optional.of(QUEUED), Optional.of(LEGS)));
        assertThat(write(Optional.of(TO_AGENT), Optional.empty()))
                .isEqualTo(whole(false, Optional.of(TO_AGENT), Optional.of(LEGS)));
        assertThat(write(Optional.of(QUEUED), Optional.of(LEGS)))
                .isEqualTo(whole(false, Optional.of(QUEUED), Optional.of(LEGS)));
    }

    @Test
    void whatIsDroppedIsGoneAndTheOtherStays() {
        write(Optional.of(QUEUED), Optional.of(LEGS));
        record.dropCore();
        assertThat(record.write(CALL, true, Optional.empty(), Optional.empty(), new JsonBytes(64)))
                .isEqualTo(whole(true, Optional.empty(), Optional.of(LEGS)));
        record.dropLegs();
        assertThat(record.write(CALL, true, Optional.empty(), Optional.empty(), new JsonBytes(64)))
                .isEqualTo(whole(true, Optional.empty(), Optional.empty()));
    }

    @Test
    void aRecordOfAFormerProcessIsGoneOnFrom() throws IOException {
        record.recovered(SavedRecord.of(whole(false, Optional.of(QUEUED), Optional.of(LEGS))));
        assertThat(record.view(QUEUED).core()).isEqualTo(new String(SavedJson.of(QUEUED), StandardCharsets.UTF_8));
        assertThat(record.view(QUEUED).legs())
                .isEqualTo(new String(SavedJson.of(LEGS, new MessageJsonCache()), StandardCharsets.UTF_8));
        assertThat(write(Optional.of(TO_AGENT), Optional.empty()))
                .isEqualTo(whole(false, Optional.of(TO_AGENT), Optional.of(LEGS)));
        SavedLegs later = StoredSamples.legs(CALL, 2, "Ann");
        assertThat(write(Optional.empty(), Optional.of(later)))
                .isEqualTo(whole(false, Optional.of(TO_AGENT), Optional.of(later)));
    }
}
