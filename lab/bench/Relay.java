// SPDX-License-Identifier: Apache-2.0
import io.callcenter.b2b.Body;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.NameAddress;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import io.callcenter.sip.CallLimits;
import io.callcenter.sip.KeyedNames;
import io.callcenter.sip.LoopStack;
import io.callcenter.sip.SipSettings;
import io.callcenter.sip.SipStack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A relay on the bare {@link SipStack}: {@code Relay PORT TARGET_PORT} takes each call at that port of 127.0.0.1, makes one of its own to the target,
 * relays 180, 200, ACK, BYE and its 200, and knows nothing else. It ends when its input does and prints what it counted then.
 */
public final class Relay {
    private final KeyedNames names = KeyedNames.passing("relay");
    private final SipStack stack;
    private final String target;
    private final Map<String, Call> byCallId = new ConcurrentHashMap<>();
    private final Map<String, Call> byBranch = new ConcurrentHashMap<>();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /** The caller's side as it came in, and our own side. */
    private static final class Call {
        private final SipEvent.RequestIn in;
        private final String tag;
        private volatile SipRequest out;
        private volatile SipResponse ok;
        private volatile Hop hop;
        private volatile String bye = "";

        Call(SipEvent.RequestIn in, String tag) {
            this.in = in;
            this.tag = tag;
        }
    }

    private Relay(int port, int target) throws Exception {
        this.target = "sip:agent@127.0.0.1:" + target;
        stack = LoopStack.open(settings("udp:127.0.0.1:" + port), names);
        stack.start(this::take);
    }

    private static SipSettings settings(String point) {
        CallLimits all = new CallLimits(1_000_000, 1_000_000, 1_000_000, 0, 0, 16_384);
        return SipSettings.on(point).withProduct("relay").withLimits(all);
    }

    public static void main(String[] args) throws Exception {
        Relay relay = new Relay(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.println("open");
        while (System.in.read() >= 0) {
            // it ends with the script that started it
        }
        System.out.println(relay.begun.sum() + " " + relay.ended.sum() + " " + relay.byCallId.size());
        relay.stack.close();
        System.exit(0);
    }

    private void take(SipEvent event) {
        if (event instanceof SipEvent.RequestIn in) {
            switch (in.request().method()) {
                case "INVITE" -> call(in);
                case "ACK" -> acknowledge(in.request());
                case "BYE" -> hangUp(in);
                default -> stack.carryOut(new SipOrder.Respond(in.transaction(), SipResponse.of(405, "", "relay")));
            }
        } else if (event instanceof SipEvent.ResponseIn in && in.matched() && byBranch.containsKey(in.branch())) {
            answered(byBranch.get(in.branch()), in);
        }
    }

    private void call(SipEvent.RequestIn in) {
        begun.increment();
        Call call = new Call(in, names.tag(in.request().callId()));
        byCallId.put(in.request().callId(), call);
        stack.locate(target).thenAccept(hop -> dial(call, hop));
    }

    private void dial(Call call, Hop hop) {
        SipRequest in = call.in.request();
        String callId = names.near(in.callId()).callId();
        call.hop = hop;
        call.out = request(call, "INVITE", target, 1, new NameAddress("", target, ""), callId);
        byBranch.put(call.out.branch(), call);
        stack.carryOut(new SipOrder.Send(call.out, hop));
    }

    private SipRequest request(Call call, String method, String uri, long cseq, NameAddress to, String callId) {
        boolean invite = method.equals("INVITE");
        NameAddress from = call.in.request().from().withTag(call.tag);
        String contact = invite ? "sip:relay@" + call.hop.localHost() + ":" + call.hop.localPort() : "";
        return new SipRequest(
                method, uri, callId, from, to, cseq, names.branch(), contact, List.of(), List.of(), 70, Headers.NONE,
                invite ? call.in.request().body() : Body.NONE);
    }

    private void answered(Call call, SipEvent.ResponseIn in) {
        SipResponse response = in.response();
        if (response.method().equals("BYE")) {
            byBranch.remove(in.branch());
            ended.increment();
            stack.carryOut(new SipOrder.Respond(call.bye, SipResponse.of(response.code(), "", call.tag)));
        } else if (response.code() > 100) {
            if (response.code() >= 200) {
                byBranch.remove(in.branch());
                call.ok = response;
            }
            stack.carryOut(new SipOrder.Respond(call.in.transaction(), relayed(call, response)));
        }
    }

    private static SipResponse relayed(Call call, SipResponse from) {
        NameAddress to = call.in.request().to().withTag(call.tag);
        String contact = "sip:relay@" + call.in.hop().localHost() + ":" + call.in.hop().localPort();
        return new SipResponse(
                from.code(), "", "", to, to, 0, "", contact, List.of(), List.of(), Headers.NONE, from.body());
    }

    private void acknowledge(SipRequest ack) {
        Call call = byCallId.get(ack.callId());
        if (call != null && call.ok != null) {
            stack.carryOut(new SipOrder.SendAck(request(call, "ACK", call.ok.contact(), 1, call.ok.to(), call.out.callId()), call.hop));
        }
    }

    private void hangUp(SipEvent.RequestIn in) {
        Call call = byCallId.remove(in.request().callId());
        if (call == null || call.ok == null) {
            stack.carryOut(new SipOrder.Respond(in.transaction(), SipResponse.of(481, "", "relay")));
            return;
        }
        call.bye = in.transaction();
        SipRequest bye = request(call, "BYE", call.ok.contact(), 2, call.ok.to(), call.out.callId());
        byBranch.put(bye.branch(), call);
        stack.carryOut(new SipOrder.Send(bye, call.hop));
    }
}
