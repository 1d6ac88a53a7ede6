package io.callcenter.phone;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipEvent.CancelIn;
import io.callcenter.b2b.SipEvent.RequestIn;
import io.callcenter.b2b.SipEvent.ResponseIn;
import io.callcenter.b2b.SipEvent.Unanswered;
import io.callcenter.b2b.SipEvent.Unsent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.message.Draft;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A small SIP user agent over the transaction layer: makes and takes calls, and hands every message to the call that it belongs to. All calls
 * live on the lane.
 */
public final class Peer implements AutoCloseable {
    /** As long as the other side may repeat itself: 64*T1. */
    private static final Duration TOMBSTONE = Duration.ofSeconds(32);

    private final Wire wire;
    private final Map<String, PhoneCall> calls = new HashMap<>();
    private final Map<String, IncomingCall> offered = new HashMap<>();
    private final Map<String, OutgoingCall> dialling = new HashMap<>();
    private Function<IncomingCall, Party> door;

    /** A user agent that answers nothing before {@link #start}. */
    public Peer(Wire wire) {
        this.wire = wire;
        this.door = call -> {
            throw new IllegalStateException("not started");
        };
    }

    /**
     * Opens the listening point.
     *
     * @param incoming gets each new call, on the lane
     * @throws IOException when the port is taken
     */
    public void start(Function<IncomingCall, Party> incoming) throws IOException {
        door = incoming;
        wire.stack().start(event -> wire.lane().run(() -> handle(event)));
    }

    /** Host and port for URIs of this peer, e.g. {@code 127.0.0.1:5070}. */
    public String address() {
        String point = wire.stack().listening().get(0);
        return point.substring(point.indexOf(':') + 1);
    }

    /** Finds out where a URI is, and tells it on the lane. */
    public void locate(String uri, Consumer<Target> found) {
        wire.stack()
                .locate(uri)
                .whenComplete((hop, trouble) -> wire.lane().run(() -> {
                    if (trouble != null) {
                        throw new IllegalStateException(uri + " cannot be resolved", trouble);
                    }
                    found.accept(new Target(uri, hop));
                }));
    }

    /** Calls a URI that is at that hop; on the lane only. */
    public OutgoingCall call(Target target, String display, String user, String offer, Party party) {
        PhoneDialog dialog = PhoneDialog.to(wire, target.uri(), display, user, target.hop());
        OutgoingCall call = new OutgoingCall(wire, dialog, offer);
        call.use(party);
        calls.put(dialog.key(), call);
        dialling.put(call.branch(), call);
        forgetWhenOver(call);
        call.dial();
        return call;
    }

    /** A URI and where it is. */
    public record Target(String uri, Hop hop) {}

    private void handle(SipEvent event) {
        if (event instanceof RequestIn in) {
            request(in);
        } else if (event instanceof CancelIn in) {
            cancel(in);
        } else if (event instanceof ResponseIn in) {
            Response response = in.response();
            PhoneCall call = calls.get(
                    PhoneDialog.key(response.callId().text(), response.from().tag()));
            if (call instanceof OutgoingCall ours) {
                ours.response(response);
            }
        } else if (event instanceof Unanswered none) {
            Optional.ofNullable(dialling.get(none.branch())).ifPresent(call -> call.refusal(none.code()));
        } else if (event instanceof Unsent none) {
            Optional.ofNullable(dialling.get(none.branch())).ifPresent(call -> call.refusal(503));
        }
    }

    private void request(RequestIn in) {
        Request request = in.request();
        Tag tag = request.to().tag();
        PhoneCall known = calls.get(PhoneDialog.key(request.callId().text(), tag));
        if (known != null) {
            known.request(in);
        } else if (request.is(Methods.INVITE) && tag.isEmpty()) {
            invite(in);
        } else if (!request.is(Methods.ACK)) {
            boolean outside = request.is(Methods.OPTIONS) && tag.isEmpty();
            respond(in.transaction(), outside ? 200 : tag.isEmpty() ? 405 : 481);
        }
    }

    private void invite(RequestIn in) {
        IncomingCall call = new IncomingCall(wire, in);
        calls.put(call.dialog.key(), call);
        offered.put(in.transaction(), call);
        forgetWhenOver(call);
        call.use(door.apply(call));
    }

    private void cancel(CancelIn in) {
        IncomingCall call = offered.get(in.inviteTransaction());
        if (call == null) {
            respond(in.transaction(), 481);
        } else {
            call.cancel(in);
        }
    }

    private void respond(String transaction, int code) {
        Tag tag = new Tag(wire.names().tag(transaction));
        wire.stack().carryOut(new SipOrder.Respond(transaction, Draft.response(code, tag)));
    }

    private void forgetWhenOver(PhoneCall call) {
        wire.lane().after(TOMBSTONE, () -> {
            if (call.over()) {
                calls.remove(call.dialog.key());
                offered.values().remove(call);
                dialling.values().remove(call);
            } else {
                forgetWhenOver(call);
            }
        });
    }

    /** Closes the listening point. Calls are not ended. */
    @Override
    public void close() {
        wire.stack().close();
    }
}
