package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.message.Body;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks the caller to take the media of another leg: a re-INVITE with that leg's offer as soon as their gate is free, again after 491, once again
 * after 500 or 503 with Retry-After (docs/design/legs.md 3.3).
 */
final class CallerReinvite implements InviteClient.Owner {
    /** Who wants the caller. Exactly one of these is called, unless it is abandoned. */
    interface Owner {
        /** The caller took it; the answer is in the order of the leg's offer. */
        void accepted(Sdp answer);

        /** The caller sent a 2xx that joins nothing: they hear nobody now. */
        void unfit();

        /** The caller refused: their session is unchanged. */
        void refused(int code);
    }

    private static final int ATTEMPTS = 5;

    private final CallContext context;
    private final CallerLeg caller;
    private final UacLeg of;
    private final Sdp offer;
    private final Owner owner;
    private final Instant limit;
    private final CallDeadlines.Deadline pause;
    private final Runnable job = this::send;
    private Optional<InviteClient> client = Optional.empty();
    private boolean abandoned;
    private int glares;
    private boolean repeated;

    /**
     * @param limit until when an answer is any use
     */
    CallerReinvite(CallContext context, UacLeg of, Sdp offer, Instant limit, Owner owner) {
        this.context = context;
        this.caller = context.caller();
        this.of = of;
        this.offer = offer;
        this.limit = limit;
        this.owner = owner;
        this.pause = context.deadlines().create();
    }

    void start() {
        caller.gate().whenFree(job);
    }

    /** Whether the caller has the re-INVITE and has not answered it yet, or has taken it. */
    boolean committed() {
        return client.isPresent();
    }

    /** Its owner no longer wants the caller; a re-INVITE that is open is still brought to its end, by CANCEL when the limit has passed. */
    void abandon() {
        abandoned = true;
        pause.clear();
        caller.gate().forget(job);
        if (client.filter(InviteClient::open).isPresent()) {
            pause.set(later(limit, context.out().now()), () -> client.ifPresent(c -> c.cancel("")));
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private void send() {
        if (abandoned || caller.left()) {
            return;
        }
        client = Optional.of(caller.reinvite(Optional.of(caller.sdp().offer(offer)), this));
    }

    @Override
    public void progress(Response response) {}

    @Override
    public void answered(Response response) {
        pause.clear();
        InviteClient asked = client.orElseThrow();
        SdpSide.Offer sent = asked.offer().orElseThrow();
        asked.ack(Body.NONE);
        Optional<Sdp> answer = Bodies.sdp(response.body());
        answer.ifPresent(a -> caller.sdp().accepted(sent, a));
        context.setMediaLeg(Optional.of(of));
        if (abandoned) {
            return;
        }
        if (answer.filter(sent.sent()::fits).isPresent()) {
            owner.accepted(sent.mapBack(answer.get()));
        } else {
            owner.unfit();
        }
    }

    @Override
    public void failed(int code, Optional<Response> response) {
        pause.clear();
        client = Optional.empty();
        if (Refusals.endsDialog(code, response)) {
            context.ending().dead(caller);
        } else if (!abandoned && !again(code, response)) {
            owner.refused(code);
        }
    }

    @Override
    public void lost() {
        pause.clear();
    }

    private boolean again(int code, Optional<Response> response) {
        if (code == 491 && glares < ATTEMPTS) {
            glares++;
            retry(caller.glarePause());
            return true;
        }
        Optional<Duration> after = response.filter(r -> code == 500 || code == 503)
                .flatMap(r -> r.first(HeaderName.RETRY_AFTER))
                .flatMap(CallerReinvite::seconds);
        if (repeated || after.isEmpty() || context.out().in(after.get()).isAfter(limit)) {
            return false;
        }
        repeated = true;
        retry(after.get());
        return true;
    }

    private void retry(Duration wait) {
        pause.set(context.out().in(wait), this::start);
    }

    private static Optional<Duration> seconds(String value) {
        String digits = value.strip().split("[^0-9]", 2)[0];
        return digits.isEmpty() || digits.length() > 6
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
    }
}
