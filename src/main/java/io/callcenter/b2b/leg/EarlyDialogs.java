package io.callcenter.b2b.leg;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Sdp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the caller sees under which To tag before they are answered (docs/design/legs.md 3.2): each tag is a dialog of its own, and the first session
 * description in it counts for good (RFC 3261 §13.2.1), so that another one needs another tag.
 */
final class EarlyDialogs {
    /** One tag and the session descriptions under it. */
    static final class Face {
        private final String tag;
        private final SdpSide sdp;
        private String answerer = "";
        private Optional<Sdp> shown = Optional.empty();
        private boolean acknowledged;

        Face(String tag, SdpSide sdp) {
            this.tag = tag;
            this.sdp = sdp;
        }

        String tag() {
            return tag;
        }

        SdpSide sdp() {
            return sdp;
        }

        private boolean shows(String who, Sdp body) {
            return answerer.equals(who) && shown.equals(Optional.of(body));
        }

        /** The caller has what is shown. */
        void acknowledged() {
            acknowledged = shown.isPresent();
        }

        /** The text that shows that answer to the caller's offer. */
        String show(String who, Sdp offer, Sdp body) {
            answerer = who;
            shown = Optional.of(body);
            return sdp.answer(offer, body);
        }
    }

    private final CallContext context;
    private final String callId;
    private final Hop hop;
    private final List<Face> faces = new ArrayList<>();

    EarlyDialogs(CallContext context, String callId, Hop hop) {
        this.context = context;
        this.callId = callId;
        this.hop = hop;
    }

    /** The tag for responses without a session description: the latest. */
    Face latest() {
        return faces.get(faces.size() - 1);
    }

    /** The tag under which that answerer's description is or may be shown. */
    Face forAnswer(String answerer, Sdp body) {
        Optional<Face> same =
                faces.stream().filter(face -> face.shows(answerer, body)).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        return latest().shown.isEmpty() ? latest() : add(context.names().tag(callId), new SdpSide(context.origin(hop)));
    }

    Face add(String tag, SdpSide sdp) {
        Face face = new Face(tag, sdp);
        faces.add(face);
        context.out().order(new SipOrder.Bind(callId, tag));
        return face;
    }

    /** What is shown under that tag. */
    Optional<Face> under(String tag) {
        return faces.stream().filter(face -> face.tag.equals(tag)).findFirst();
    }

    /** Under which the caller has acknowledged what that answerer has described. */
    Optional<Face> acknowledged(String answerer) {
        return faces.stream()
                .filter(face -> face.acknowledged && face.answerer.equals(answerer))
                .findFirst();
    }

    List<String> tags() {
        if (faces.size() == 1) {
            return List.of(latest().tag());
        }
        return faces.stream().map(Face::tag).toList();
    }
}
