package io.callcenter.b2b.leg;

import io.callcenter.b2b.SavedLegs;
import io.callcenter.b2b.sdp.MediaSlots;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.b2b.sdp.SdpOrigin;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The session descriptions of one dialog (docs/design/legs.md 2): what we sent there in our own name, what its peer sent, and what both agreed on.
 */
public final class SdpSide {
    /**
     * Somebody else's offer as sent into this dialog.
     *
     * @param foreign the offer as its author wrote it
     * @param sent the same, arranged for this dialog
     * @param slotOf place of each foreign stream in {@code sent}
     * @param text what goes on the wire
     */
    public record Offer(Sdp foreign, Sdp sent, List<Integer> slotOf, String text) {
        /** The answer of this dialog's peer, in the order of the author's offer. */
        public Sdp mapBack(Sdp answer) {
            return MediaSlots.mapBack(foreign, slotOf, answer);
        }
    }

    private static final int LOST_VERSIONS = 10;

    private final SdpOrigin origin;
    private final MediaSlots slots;
    private Optional<Sdp> received;
    private Optional<Sdp> agreed;
    private Optional<Sdp> inUse;
    /** What was saved last, until something of it changes. */
    private Optional<SavedLegs.Descriptions> saved = Optional.empty();

    public SdpSide(SdpOrigin origin) {
        this(origin, new MediaSlots(List.of()), Optional.empty(), Optional.empty());
    }

    private SdpSide(SdpOrigin origin, MediaSlots slots, Optional<Sdp> received, Optional<Sdp> agreed) {
        this.origin = origin;
        this.slots = slots;
        this.received = received;
        this.agreed = agreed;
        this.inUse = received.flatMap(Sdp::anew);
    }

    /** From the record of a former process: versions go on so far above it that no lost save can make one appear twice (docs/design/legs.md 7). */
    static SdpSide of(SavedLegs.Descriptions saved) {
        return of(saved, LOST_VERSIONS, Optional.empty());
    }

    /** From what another call of this process has written down: nothing was lost, so what was agreed on was sent last. */
    static SdpSide handedOver(SavedLegs.Descriptions saved) {
        return of(saved, 0, saved.agreed().flatMap(Sdp::parse));
    }

    private static SdpSide of(SavedLegs.Descriptions saved, int lost, Optional<Sdp> last) {
        List<MediaSlots.Slot> slots = saved.places().stream()
                .map(p -> new MediaSlots.Slot(p.type(), p.family(), p.protocol(), p.formats()))
                .toList();
        return new SdpSide(
                new SdpOrigin(saved.address(), saved.origin(), saved.version() + lost, last),
                new MediaSlots(slots),
                saved.received().flatMap(Sdp::parse),
                saved.agreed().flatMap(Sdp::parse));
    }

    /** The same object until something changes: what it becomes on disk is kept with it. */
    SavedLegs.Descriptions saved() {
        if (saved.isEmpty()) {
            saved = Optional.of(described());
        }
        return saved.get();
    }

    private SavedLegs.Descriptions described() {
        List<SavedLegs.Place> places = slots.all().stream()
                .map(s -> new SavedLegs.Place(s.type(), s.family(), s.protocol(), s.formats()))
                .toList();
        return new SavedLegs.Descriptions(
                origin.address(),
                origin.id(),
                origin.version(),
                places,
                received.map(sdp -> sdp.text("-")),
                agreed.map(sdp -> sdp.text("-")));
    }

    /** The peer's last body that became part of a session. */
    Optional<Sdp> received() {
        return received;
    }

    /** The peer's last body with a stream in use, as a new offer to somebody else. */
    Optional<Sdp> inUse() {
        return inUse;
    }

    private void receive(Sdp body) {
        received = Optional.of(body);
        inUse = body.anew().or(() -> inUse);
    }

    /** Our last body that became part of a session. */
    Optional<Sdp> agreed() {
        return agreed;
    }

    /** The text of what was agreed on last, as it was sent. */
    String last() {
        return origin.write(agreed.orElseThrow());
    }

    /** Arranges somebody else's offer for this dialog. */
    public Offer offer(Sdp foreign) {
        saved = Optional.empty();
        MediaSlots.Placed placed = slots.place(foreign, this::idle);
        return new Offer(foreign, placed.body(), placed.slotOf(), origin.write(placed.body()));
    }

    /** Whether both sides have refused the stream at that place. */
    private boolean idle(int place) {
        return refuses(agreed, place) && refuses(received, place);
    }

    private static boolean refuses(Optional<Sdp> body, int place) {
        return body.filter(sdp -> place < sdp.media().size() && sdp.alive(place))
                .isEmpty();
    }

    /** The peer answered our offer. */
    public void accepted(Offer offer, Sdp answer) {
        saved = Optional.empty();
        agreed = Optional.of(offer.sent());
        receive(answer);
    }

    /** What was agreed on last as an offer of ours once more: same content, same version (S2); empty when nothing was. */
    Optional<Offer> again() {
        return agreed.map(this::offer);
    }

    /** What was agreed on last as an offer of ours that sends and receives nothing (RFC 3264 §8.4); empty when nothing was agreed on. */
    Optional<Offer> onHold() {
        return agreed.map(last -> offer(last.inactive()));
    }

    /** The text that answers the peer's offer; the streams are in its order already. */
    public String answer(Sdp offer, Sdp answer) {
        saved = Optional.empty();
        slots.adopt(offer);
        receive(offer);
        agreed = Optional.of(answer);
        return origin.write(answer);
    }

    /** Refuses each stream of the peer's offer, where an ACK must carry an answer and there is none (S7). */
    public String reject(Sdp offer) {
        saved = Optional.empty();
        return origin.write(offer.allRefused());
    }

    /** Whether that body says what the peer said last (S8). */
    public boolean refresh(Sdp body) {
        return received.filter(body::equals).isPresent() && agreed.isPresent();
    }

    /** Answers the peer's offer with what we agreed on last, made to fit: the session stays as it is; empty when none was ever agreed on. */
    public Optional<String> answerAgain(Sdp offer) {
        return agreed.map(last -> {
            List<Integer> same =
                    IntStream.range(0, offer.media().size()).boxed().toList();
            return answer(offer, MediaSlots.mapBack(offer, same, last));
        });
    }
}
