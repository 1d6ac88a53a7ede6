package io.callcenter.b2b;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The streams ever offered or answered in one dialog, by place (legs 2, S3 and S4): the list never shrinks, since no later offer may have
 * fewer {@code m=} lines (RFC 3264 §8).
 */
final class Slots {
    /** One place: what was last described there. */
    record Slot(String type, Sdp.Family family, String protocol, String formats) {
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
    record Placed(Sdp body, List<Integer> slotOf) {
        Placed {
            slotOf = List.copyOf(slotOf);
        }
    }

    private final List<Slot> slots;

    Slots(List<Slot> slots) {
        this.slots = new ArrayList<>(slots);
    }

    List<Slot> all() {
        return List.copyOf(slots);
    }

    /** Remembers the streams of an offer that this dialog's own peer sent: they are where they are. */
    void adopt(Sdp received) {
        for (int i = 0; i < received.media().size(); i++) {
            Slot slot = Slot.of(received.media().get(i));
            if (i < slots.size()) {
                slots.set(i, slot);
            } else {
                slots.add(slot);
            }
        }
    }

    /** Gives each stream of a foreign offer the first unused place of its kind, else a new one; places without a stream are padded. */
    Placed place(Sdp offer) {
        Sdp.Stream[] placed = new Sdp.Stream[slots.size() + offer.media().size()];
        List<Integer> slotOf = new ArrayList<>();
        for (Sdp.Stream stream : offer.media()) {
            int slot = slotFor(stream, placed);
            slotOf.add(slot);
            if (slot >= 0) {
                placed[slot] = stream;
            }
        }
        List<Sdp.Stream> media = IntStream.range(0, slots.size())
                .mapToObj(i -> placed[i] == null ? offer.refused(slots.get(i).empty()) : placed[i])
                .toList();
        return new Placed(new Sdp(offer.session(), media), slotOf);
    }

    private int slotFor(Sdp.Stream stream, Sdp.Stream[] placed) {
        for (int i = 0; i < slots.size(); i++) {
            if (placed[i] == null && slots.get(i).takes(stream)) {
                slots.set(i, Slot.of(stream));
                return i;
            }
        }
        if (!stream.active()) {
            return -1;
        }
        slots.add(Slot.of(stream));
        return slots.size() - 1;
    }

    /** Brings an answer into the order of the offer that it answers in the end: what is missing is refused, what is too much is dropped. */
    static Sdp mapBack(Sdp offer, List<Integer> slotOf, Sdp answer) {
        Sdp.Stream[] media = new Sdp.Stream[offer.media().size()];
        Arrays.setAll(media, i -> {
            int slot = slotOf.get(i);
            Sdp.Stream own = offer.media().get(i);
            boolean there = slot >= 0 && slot < answer.media().size();
            return there ? answer.media().get(slot) : answer.refused(own);
        });
        return new Sdp(answer.session(), List.of(media));
    }
}
