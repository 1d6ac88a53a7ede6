package io.callcenter.b2b.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The streams ever offered or answered in one dialog, by place (docs/design/legs.md 2, S3 and S4): the list never shrinks, since no later offer may
 * have fewer {@code m=} lines (RFC 3264 §8).
 */
public final class MediaSlots {
    /** From so many places on, a stream of another kind takes over a place that neither side uses (RFC 3264 §8.1), so that the list ends. */
    private static final int MANY = 16;

    /** One place: what was last described there. */
    public record Slot(String type, Sdp.Family family, String protocol, String formats) {
        static Slot of(Sdp.Stream stream) {
            return new Slot(stream.type(), stream.family(), stream.protocol(), stream.formats());
        }

        boolean takes(Sdp.Stream stream) {
            return type.equals(stream.type()) && family == stream.family();
        }

        Sdp.Stream empty() {
            return new Sdp.Stream(type, "0", protocol, formats, List.of());
        }
    }

    /**
     * An offer of somebody else, arranged for this dialog.
     *
     * @param body what goes into this dialog
     * @param slotOf for each stream of the foreign offer its place in {@code body}, -1 = left out
     */
    public record Placed(Sdp body, List<Integer> slotOf) {
        public Placed {
            slotOf = List.copyOf(slotOf);
        }
    }

    private final List<Slot> slots;

    public MediaSlots(List<Slot> slots) {
        this.slots = new ArrayList<>(slots);
    }

    public List<Slot> all() {
        return List.copyOf(slots);
    }

    /** Remembers the streams of an offer that this dialog's own peer sent: they are where they are. */
    public void adopt(Sdp received) {
        for (int i = 0; i < received.media().size(); i++) {
            Slot slot = Slot.of(received.media().get(i));
            if (i < slots.size()) {
                slots.set(i, slot);
            } else {
                slots.add(slot);
            }
        }
    }

    /**
     * Gives each stream of a foreign offer the first unused place of its kind, else a new one; places without a stream are padded.
     *
     * @param idle whether neither side uses the stream at that place
     */
    public Placed place(Sdp offer, IntPredicate idle) {
        Sdp.Stream[] placed = new Sdp.Stream[slots.size() + offer.media().size()];
        List<Integer> slotOf = new ArrayList<>();
        for (int i = 0; i < offer.media().size(); i++) {
            Sdp.Stream stream = offer.media().get(i);
            int slot = slotFor(stream, offer.alive(i), placed, idle);
            slotOf.add(slot);
            if (slot >= 0) {
                placed[slot] = stream;
            }
        }
        List<Sdp.Stream> media = IntStream.range(0, slots.size())
                .mapToObj(i -> placed[i] == null ? offer.refused(slots.get(i).empty()) : placed[i])
                .toList();
        return new Placed(SdpGroups.ofStreamsInUse(new Sdp(offer.session(), media)), slotOf);
    }

    private int slotFor(Sdp.Stream stream, boolean alive, Sdp.Stream[] placed, IntPredicate idle) {
        IntStream unused = IntStream.range(0, slots.size()).filter(i -> placed[i] == null);
        int own = unused.filter(i -> slots.get(i).takes(stream)).findFirst().orElse(-1);
        if (own < 0 && !alive) {
            return -1;
        }
        int slot = own >= 0 ? own : foreignSlot(placed, idle);
        if (slot == slots.size()) {
            slots.add(Slot.of(stream));
        } else {
            slots.set(slot, Slot.of(stream));
        }
        return slot;
    }

    /** A place for a stream of a kind that has none left: a new one as long as there are few. */
    private int foreignSlot(Sdp.Stream[] placed, IntPredicate idle) {
        int end = slots.size();
        return end < MANY
                ? end
                : IntStream.range(0, end)
                        .filter(i -> placed[i] == null && idle.test(i))
                        .findFirst()
                        .orElse(end);
    }

    /** Brings an answer into the order of the offer that it answers in the end: what is missing is refused, what is too much is dropped. */
    public static Sdp mapBack(Sdp offer, List<Integer> slotOf, Sdp answer) {
        Sdp.Stream[] media = new Sdp.Stream[offer.media().size()];
        Arrays.setAll(media, i -> {
            int slot = slotOf.get(i);
            Sdp.Stream own = offer.media().get(i);
            boolean there = slot >= 0 && slot < answer.media().size();
            return there ? answer.media().get(slot) : answer.refused(own);
        });
        return SdpGroups.ofStreamsInUse(new Sdp(answer.session(), List.of(media)));
    }
}
