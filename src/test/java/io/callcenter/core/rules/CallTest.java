package io.callcenter.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callcenter.core.CallState;
import io.callcenter.core.Caller;
import io.callcenter.core.Media;
import io.callcenter.core.SampleRows;
import io.callcenter.ids.CallId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallTest {
    private static Call fresh() {
        Call.Birth birth = new Call.Birth(
                new CallId("c1"),
                1,
                new Caller("1", "", "sip:1@h"),
                "1",
                "",
                Media.AUDIO,
                new OpenFlow(SampleRows.FLOW, 0),
                Instant.EPOCH);
        return new Call(birth, new Deadlines());
    }

    @ParameterizedTest
    @CsvSource({
        "WELCOME, PREAGENT",
        "WELCOME, NONE",
        "QUEUED, WELCOME",
        "TOAGENT, PREAGENT",
        "TOAGENT, DISSUADING1",
        "TOAGENT, OUTSIDE",
        "QUEUED, TRANSFERRING",
        "ENDED, QUEUED"
    })
    void aStepThatTheBehaviourDoesNotKnowIsABrokenProgram(CallState from, CallState to) {
        Call call = fresh();
        call.enter(from, "test");
        assertThatThrownBy(() -> call.enter(to, "test"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("c1");
    }

    @ParameterizedTest
    @EnumSource(CallState.class)
    void everyLivingStateCanEndOnce(CallState state) {
        Call call = fresh();
        if (state == CallState.PREAGENT) {
            call.enter(CallState.QUEUED, "test");
        }
        if (state == CallState.TRANSFERRING || state == CallState.OUTSIDE) {
            call.enter(CallState.TOAGENT, "test");
        }
        if (state == CallState.OUTSIDE) {
            call.enter(CallState.TRANSFERRING, "test");
        }
        if (state != CallState.NONE) {
            call.enter(state, "test");
        }
        if (state != CallState.ENDED) {
            call.enter(CallState.ENDED, "test");
        }
        assertThat(call.state()).isEqualTo(CallState.ENDED);
    }

    @Test
    void eachSaveHasTheNextVersion() {
        Call call = fresh();
        assertThat(call.save().version()).isEqualTo(1);
        assertThat(call.save().version()).isEqualTo(2);
    }
}
