package io.callcenter.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkingLotTest {
    private final KeyedNames names = KeyedNames.passing("node");
    private final ParkingLot lot = new ParkingLot(names, 10);

    private SipEvent.RequestIn request(String method, String callId, String toTag) {
        NameAddress nobody = new NameAddress("", "sip:x@x", "");
        SipRequest request = new SipRequest(
                method,
                "sip:x@x",
                callId,
                nobody.withTag("f"),
                nobody.withTag(toTag),
                1,
                "b",
                "",
                List.of(),
                List.of(),
                70,
                Headers.NONE,
                Body.NONE);
        return new SipEvent.RequestIn("t", request, new Hop("udp", "192.0.2.1", 1, "192.0.2.2", 2, false));
    }

    @Test
    void newCallsTakeHalfOfTheRoomAndLeaveTheRestToLivingOnes_C1() {
        lot.open();
        for (int i = 0; i < 20; i++) {
            assertThat(lot.park(request("INVITE", "new" + i, "")))
                    .isEqualTo(i < 5 ? ParkingLot.Place.TAKEN : ParkingLot.Place.FULL);
        }
        for (int i = 0; i < 10; i++) {
            String callId = "old" + i;
            assertThat(lot.park(request("BYE", callId, names.tag(callId))))
                    .isEqualTo(i < 5 ? ParkingLot.Place.TAKEN : ParkingLot.Place.FULL);
        }
        List<SipEvent> all = new ArrayList<>();
        lot.close(all::add);
        assertThat(all).hasSize(10);
    }
}
