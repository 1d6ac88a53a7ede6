// SPDX-License-Identifier: Apache-2.0
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Addressing;
import io.callcenter.message.CSeq;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.NameAddress;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.SipCallId;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import io.callcenter.message.Token;
import io.callcenter.sip.stack.CallLimits;
import io.callcenter.sip.stack.KeyedNames;
import io.callcenter.sip.stack.LoopStack;
import io.callcenter.sip.stack.SipSettings;
import io.callcenter.sip.stack.SipStack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A relay on the bare {@link SipStack}: {@code Relay PORT TARGET_PORT} takes each call at that port of 127.0.0.1 by UDP or TCP, makes one of its own to the target,
 * relays 180, 200, ACK, BYE and its 200, and knows nothing else. It ends when its input does and prints what it counted then. {@code
 * -Drelay.trusted=NETWORK}: sources that may ask as often as they like, and no others may call.
 */
public final class Relay {
    private final KeyedNames names = KeyedNames.passing("relay");
    private final SipStack stack;
    private final SipUri target;
    private final Map<String, Call> byCallId = new ConcurrentHashMap<>();
    private final Map<String, Call> byBranch = new ConcurrentHashMap<>();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /** The caller's side as it came in, and our own side. */
    private static final class Call {
        private final SipEvent.RequestIn in;
        private final Tag tag;
        private volatile OutgoingRequest out;
        private volatile Response ok;
        private volatile Hop hop;
        private volatile String bye = "";

        Call(SipEvent.RequestIn in, Tag tag) {
            this.in = in;
            this.tag = tag;
        }
    }

    private Relay(int port, int target) throws Exception {
        this.target = SipUri.of("sip:agent@127.0.0.1:" + target);
        stack = LoopStack.open(settings("udp:127.0.0.1:" + port, "tcp:127.0.0.1:" + port), names);
        stack.start(this::take);
    }

    private static SipSettings settings(String... points) {
        CallLimits all = new CallLimits(1_000_000, 1_000_000, 1_000_000, 0, 0, 16_384);
        List<String> trusted = Stream.ofNullable(System.getProperty("relay.trusted")).toList();
        return SipSettings.on(points).withProduct("relay").withLimits(all).withTrusted(trusted);
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
            switch (in.request().method().text()) {
                case "INVITE" -> call(in);
                case "ACK" -> acknowledge(in.request());
                case "BYE" -> hangUp(in);
                default -> stack.carryOut(new SipOrder.Respond(in.transaction(), Draft.response(405, new Tag("relay"))));
            }
        } else if (event instanceof SipEvent.ResponseIn in && in.matched() && byBranch.containsKey(in.branch())) {
            answered(byBranch.get(in.branch()), in);
        }
    }

    private void call(SipEvent.RequestIn in) {
        begun.increment();
        String callId = in.request().callId().text();
        Call call = new Call(in, new Tag(names.tag(callId)));
        byCallId.put(callId, call);
        stack.locate(target.toString()).thenAccept(hop -> dial(call, hop));
    }

    private void dial(Call call, Hop hop) {
        Request in = call.in.request();
        SipCallId callId = new SipCallId(names.near(in.callId().text()).callId());
        call.hop = hop;
        NameAddress to = NameAddress.of(Display.NONE, target, Tag.NONE);
        Addressing addressing =
                new Addressing(in.from().withTag(call.tag), to, callId, new CSeq(1, Methods.INVITE));
        Draft invite = Draft.request(target, addressing)
                .with(HeaderName.CONTACT, contact(hop))
                .with(in.body());
        call.out = new OutgoingRequest(names.branch(), invite);
        byBranch.put(call.out.branch(), call);
        stack.carryOut(new SipOrder.Send(call.out, hop));
    }

    private static String contact(Hop hop) {
        return "<sip:relay@" + hop.localHost() + ":" + hop.localPort() + ">";
    }

    private OutgoingRequest inDialog(Call call, Token method, long number) {
        Addressing ours = call.out.draft().addressing();
        Response ok = call.ok;
        SipUri peer = ok.contact().orElse(ok.to()).uri();
        Addressing addressing = new Addressing(ours.from(), ok.to(), ours.callId(), new CSeq(number, method));
        return new OutgoingRequest(names.branch(), Draft.request(peer, addressing));
    }

    private void answered(Call call, SipEvent.ResponseIn in) {
        Response response = in.response();
        if (response.cseq().method().equals(Methods.BYE)) {
            byBranch.remove(in.branch());
            ended.increment();
            stack.carryOut(new SipOrder.Respond(call.bye, Draft.response(response.code(), call.tag)));
        } else if (response.code() > 100) {
            if (response.code() >= 200) {
                byBranch.remove(in.branch());
                call.ok = response;
            }
            Draft relayed = Draft.response(response.code(), call.tag)
                    .with(HeaderName.CONTACT, contact(call.in.hop()))
                    .with(response.body());
            stack.carryOut(new SipOrder.Respond(call.in.transaction(), relayed));
        }
    }

    private void acknowledge(Request ack) {
        Call call = byCallId.get(ack.callId().text());
        if (call != null && call.ok != null) {
            stack.carryOut(new SipOrder.SendAck(inDialog(call, Methods.ACK, 1), call.hop));
        }
    }

    private void hangUp(SipEvent.RequestIn in) {
        Call call = byCallId.remove(in.request().callId().text());
        if (call == null || call.ok == null) {
            stack.carryOut(new SipOrder.Respond(in.transaction(), Draft.response(481, new Tag("relay"))));
            return;
        }
        call.bye = in.transaction();
        OutgoingRequest bye = inDialog(call, Methods.BYE, 2);
        byBranch.put(bye.branch(), call);
        stack.carryOut(new SipOrder.Send(bye, call.hop));
    }
}
