package io.callcenter.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.plain.Plain;
import io.callcenter.plain.PlainAddress;
import io.callcenter.plain.PlainEvent;
import io.callcenter.plain.PlainRequest;
import io.callcenter.sip.stack.KeyedNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryQueueTest {
    private final KeyedNames names = KeyedNames.passing("node");
    private final RecoveryQueue lot = new RecoveryQueue(names, 10);

    private SipEvent request(String method, String callId, String toTag) {
        PlainAddress nobody = new PlainAddress("", "sip:x@x", "");
        PlainRequest request =
                PlainRequest.of(method, "sip:x@x", callId, nobody.withTag("f"), nobody.withTag(toTag), 1, "b");
        return Plain.in(new PlainEvent.RequestIn("t", request, new Hop("udp", "192.0.2.1", 1, "192.0.2.2", 2, false)));
    }

    @Test
    void newCallsTakeHalfOfTheRoomAndLeaveTheRestToLivingOnes_C1() {
        lot.open();
        for (int i = 0; i < 20; i++) {
            assertThat(lot.park(request("INVITE", "new" + i, "")))
                    .isEqualTo(i < 5 ? RecoveryQueue.Place.TAKEN : RecoveryQueue.Place.FULL);
        }
        for (int i = 0; i < 10; i++) {
            String callId = "old" + i;
            assertThat(lot.park(request("BYE", callId, names.tag(callId))))
                    .isEqualTo(i < 5 ? RecoveryQueue.Place.TAKEN : RecoveryQueue.Place.FULL);
        }
        List<SipEvent> all = new ArrayList<>();
        lot.close(all::add);
        assertThat(all).hasSize(10);
    }
}
