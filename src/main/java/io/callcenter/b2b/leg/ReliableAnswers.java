package io.callcenter.b2b.leg;

import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.message.Draft;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reliable provisional answers of a leg's peer (RFC 3262 §4): each is acknowledged once, in order, in the early dialog that it belongs to. */
final class ReliableAnswers {
    private final UacLeg leg;
    private final Map<Tag, Long> last = new HashMap<>();
    private final Set<Tag> described = new HashSet<>();

    ReliableAnswers(UacLeg leg) {
        this.leg = leg;
    }

    /**
     * Whether that provisional answer counts: not when it came before, or when one before it is missing.
     *
     * @param in the early dialog of its tag
     */
    boolean take(InviteClient invite, Response response, Optional<Dialog> in) {
        Optional<Long> number = response.first(HeaderName.RSEQ)
                .map(String::strip)
                .filter(v -> v.matches("[0-9]{1,10}"))
                .map(Long::valueOf);
        boolean reliable = response.lists(HeaderName.REQUIRE, ReliableProvisional.TAG) && number.isPresent();
        if (!reliable || !invite.takesReliable() || in.isEmpty()) {
            return true;
        }
        Tag tag = response.to().tag();
        Long before = last.get(tag);
        if (before != null && number.get() != before + 1) {
            return false;
        }
        last.put(tag, number.get());
        if (Bodies.sdp(response.body()).isPresent()) {
            described.add(tag);
        }
        if (!invite.cancelled()) {
            String what = number.get() + " " + invite.request().number() + " INVITE";
            Draft prack = leg.request(in.get(), Methods.PRACK).with(HeaderName.RACK, what);
            leg.ask(in.get(), prack, (code, answer) -> {});
        }
        return true;
    }

    /** Whether a session description under that tag was acknowledged, so that no other counts there. */
    boolean haveDescribed(Tag tag) {
        return described.contains(tag);
    }

    /** The early dialogs are over. */
    void forget() {
        last.clear();
        described.clear();
    }
}
