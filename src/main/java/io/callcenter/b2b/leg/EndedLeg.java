package io.callcenter.b2b.leg;

import io.callcenter.b2b.DialogName;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.b2b.SipEvent;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.Bodies;
import io.callcenter.b2b.sdp.Sdp;
import io.callcenter.b2b.sdp.SdpOrigin;
import io.callcenter.message.Body;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Methods;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One leg of an {@link EndedCall}. */
final class EndedLeg {
    private static final int MOST_FORKS = 32;

    /**
     * An INVITE of ours whose 2xx may come again.
     *
     * @param offered whether it had an offer
     * @param tag To tag of the 2xx that answered it; empty where none did
     * @param ack what acknowledged that one
     */
    record Invited(String branch, boolean offered, Optional<Tag> tag, Optional<OutgoingRequest> ack) {}

    /**
     * The INVITE with which the peer began the leg.
     *
     * @param repeated what it gets when it comes again in a new transaction
     */
    record First(String transaction, String branch, long number, int repeated) {}

    private final Dialog dialog;
    private final Optional<SdpSide> sdp;
    private final List<SipOrder.Unbind> names;
    private final Optional<First> first;
    private final List<Invited> invited;
    /** The ACKs of others, by number and tag. */
    private Map<String, OutgoingRequest> forks = Map.of();

    /** With {@code sdp} where an INVITE of ours asked for an offer and got none. */
    EndedLeg(
            Dialog dialog,
            Optional<SdpSide> sdp,
            List<SipOrder.Unbind> names,
            Optional<First> first,
            List<Invited> invited) {
        this.dialog = dialog;
        this.sdp = sdp;
        this.names = names;
        this.first = first;
        this.invited = List.copyOf(invited);
    }

    String callId() {
        return dialog.callId();
    }

    Tag tag() {
        return dialog.local().tag();
    }

    /** The names by which its messages are found. */
    List<SipOrder.Unbind> names() {
        return names;
    }

    boolean began(String transaction) {
        return first.filter(invite -> invite.transaction().equals(transaction)).isPresent();
    }

    /** What the INVITE that began it gets when it comes again; empty for any other request. */
    Optional<Integer> repeated(Request request) {
        return first.filter(invite -> request.is(Methods.INVITE)
                        && invite.branch().equals(request.via().branch())
                        && invite.number() == request.cseq().number())
                .map(First::repeated);
    }

    boolean isDialog(DialogName name) {
        return first.isEmpty()
                && callId().equals(name.callId())
                && name.is(tag().text(), dialog.remote().tag().text());
    }

    boolean belongs(Request request) {
        String ours = request.to().tag().text();
        Tag theirs = dialog.remote().tag();
        return names.stream().anyMatch(name -> name.ourTag().equals(ours))
                && (theirs.isEmpty() || request.from().tag().equals(theirs));
    }

    boolean owns(String branch) {
        return invited(branch).isPresent();
    }

    private Optional<Invited> invited(String branch) {
        return invited.stream().filter(invite -> invite.branch().equals(branch)).findFirst();
    }

    /** A 2xx comes again, or late: its ACK stops the repetition, and a dialog that is not ours is ended, once (docs/design/legs.md 3.2). */
    void late(SipEvent.ResponseIn in, String product, FreshNames fresh, List<SipOrder> orders) {
        Response ok = in.response();
        Optional<Invited> invite = invited(in.branch());
        dialog.heardFrom(in.hop());
        Optional<OutgoingRequest> again = invite.filter(
                        known -> known.tag().filter(ok.to().tag()::equals).isPresent())
                .flatMap(Invited::ack)
                .or(() -> Optional.ofNullable(forks.get(answered(ok))));
        if (again.isPresent()) {
            orders.add(new SipOrder.SendAck(again.get(), dialog.hop()));
        } else if (forks.size() < MOST_FORKS) {
            fork(ok, invite.map(Invited::offered).orElse(true), FieldValue.of(product), fresh, orders);
        }
    }

    /** Which INVITE of ours that 2xx answers, and in which dialog. */
    private static String answered(Response ok) {
        return ok.cseq().number() + " " + ok.to().tag().text();
    }

    private void fork(Response ok, boolean offered, FieldValue product, FreshNames fresh, List<SipOrder> orders) {
        boolean ours = dialog.remote().tag().equals(ok.to().tag());
        Dialog other = ours ? dialog : dialog.fork(ok);
        Optional<Sdp> offer = offered ? Optional.empty() : Bodies.sdp(ok.body());
        SdpSide side = sdp.filter(same -> ours)
                .orElseGet(() ->
                        new SdpSide(new SdpOrigin(other.hop().localHost(), fresh.random(CallContext.ORIGINS) + 1L)));
        Body body = offer.map(side::reject).map(Body::sdp).orElse(Body.NONE);
        Draft ack = other.ack(ok.cseq().number())
                .with(HeaderName.USER_AGENT, product)
                .with(body);
        OutgoingRequest acknowledgement = new OutgoingRequest(fresh.branch(), ack);
        if (forks.isEmpty()) {
            forks = new HashMap<>();
        }
        boolean ended = forks.keySet().stream()
                .anyMatch(known -> known.endsWith(" " + ok.to().tag().text()));
        forks.put(answered(ok), acknowledgement);
        orders.add(new SipOrder.SendAck(acknowledgement, other.hop()));
        if (!ours && !ended) {
            Draft bye = other.request(Methods.BYE).with(HeaderName.USER_AGENT, product);
            orders.add(new SipOrder.Send(new OutgoingRequest(fresh.branch(), bye), other.hop()));
        }
    }
}
