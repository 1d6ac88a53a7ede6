package io.callcenter.b2b.leg;

import io.callcenter.b2b.SipEvent;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** INFO and MESSAGE of one leg on their way to its peer, one at a time (docs/design/legs.md 3.8). */
final class TextMessages {
    /** A peer that does not answer takes 32 s each; whoever sends more meanwhile is told to come again. */
    private static final int MOST_WAITING = 10;

    private static final int LATEST_RETRY_SECONDS = 10;

    private final Leg from;
    private final Deque<SipEvent.RequestIn> waiting = new ArrayDeque<>();
    private boolean busy;

    TextMessages(Leg from) {
        this.from = from;
    }

    void relay(SipEvent.RequestIn in) {
        if (waiting.size() >= MOST_WAITING) {
            String seconds = Integer.toString(from.context().names().random(LATEST_RETRY_SECONDS + 1));
            from.respond(in.transaction(), from.reply(500).with(HeaderName.RETRY_AFTER, seconds));
            return;
        }
        waiting.add(in);
        if (!busy) {
            next();
        }
    }

    /** The leg leaves: what waits is refused, what is under way is still answered. */
    void stop() {
        waiting.forEach(in -> from.respond(in.transaction(), 481));
        waiting.clear();
    }

    private void next() {
        SipEvent.RequestIn in = waiting.poll();
        busy = in != null;
        if (busy) {
            from.context().peerFor(from).ifPresentOrElse(peer -> send(in, peer), () -> {
                alone(in);
                next();
            });
        }
    }

    /** Without a peer INFO is dropped, MESSAGE is not available. */
    private void alone(SipEvent.RequestIn in) {
        from.respond(in.transaction(), in.request().is(Methods.INFO) ? 200 : 480);
    }

    private void send(SipEvent.RequestIn in, CallContext.Peer peer) {
        Request request = in.request();
        Draft text = peer.leg()
                .request(peer.dialog(), request.method())
                .with(OwnFields.ofContent(request))
                .with(request.body());
        peer.leg().ask(peer.dialog(), text, (code, response) -> answered(in, peer.leg(), code, response));
    }

    private void answered(SipEvent.RequestIn in, Leg peer, int code, Optional<Response> response) {
        Draft bare = from.reply(Refusals.relayed(in.request().method().text(), code));
        Draft shown = response.map(r -> bare.with(OwnFields.ofContent(r)).with(r.body()))
                .orElse(bare);
        from.respond(in.transaction(), shown);
        if (Refusals.endsDialog(code, response)) {
            from.context().ending().dead(peer);
        }
        next();
    }
}
