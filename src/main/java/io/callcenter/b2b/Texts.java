package io.callcenter.b2b;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** INFO and MESSAGE of one leg on their way to its peer, one at a time (legs 3.8). */
final class Texts {
    /** A peer that does not answer takes 32 s each; whoever sends more meanwhile is told to come again. */
    private static final int MOST_WAITING = 10;

    private static final int LATEST_RETRY_SECONDS = 10;

    private final Leg from;
    private final Deque<SipEvent.RequestIn> waiting = new ArrayDeque<>();
    private boolean busy;

    Texts(Leg from) {
        this.from = from;
    }

    void relay(SipEvent.RequestIn in) {
        if (waiting.size() >= MOST_WAITING) {
            String seconds = Integer.toString(from.room().names().random(LATEST_RETRY_SECONDS + 1));
            Headers later = Headers.NONE.with("Retry-After", seconds);
            from.respond(in.transaction(), from.reply(500, later, Body.NONE));
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
            from.room().peerFor(from).ifPresentOrElse(peer -> send(in, peer), () -> {
                alone(in);
                next();
            });
        }
    }

    /** Without a peer INFO is dropped, MESSAGE is not available. */
    private void alone(SipEvent.RequestIn in) {
        from.respond(in.transaction(), in.request().method().equals("INFO") ? 200 : 480);
    }

    private void send(SipEvent.RequestIn in, Room.Peer peer) {
        SipRequest request = in.request();
        Headers headers = Answers.merge(from.room().product(), Answers.ofContent(request.headers()));
        peer.leg()
                .ask(
                        peer.dialog(),
                        request.method(),
                        headers,
                        request.body(),
                        (code, response) -> answered(in, peer.leg(), code, response));
    }

    private void answered(SipEvent.RequestIn in, Leg peer, int code, Optional<SipResponse> response) {
        int shown = Refusals.relayed(in.request().method(), code);
        Body body = response.map(SipResponse::body).orElse(Body.NONE);
        Headers headers = response.map(r -> Answers.ofContent(r.headers())).orElse(Headers.NONE);
        from.respond(in.transaction(), from.reply(shown, headers, body));
        if (Refusals.endsDialog(code, response)) {
            from.room().ending().dead(peer);
        }
        next();
    }
}
