package io.callcenter.b2b.leg;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.FreshNames;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.Identity;
import io.callcenter.b2b.LegSettings;
import io.callcenter.b2b.SipOrder;
import io.callcenter.b2b.sdp.SdpOrigin;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Display;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.NameAddress;
import io.callcenter.message.SipUri;
import io.callcenter.message.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is who in one call at the moment (docs/design/legs.md 1), and what all its parts need: the turn, the deadlines, the names. Decides nothing. */
final class CallContext {
    /** A leg and the dialog of it that a request shall use. */
    record Peer(Leg leg, Dialog dialog) {
        static Peer of(Leg leg) {
            return new Peer(leg, leg.dialog());
        }
    }

    private static final Field ALLOW = Field.of(HeaderName.ALLOW, FieldValue.of(Screening.ALLOW));
    private static final Field ALLOW_TRANSFERS = Field.of(HeaderName.ALLOW, FieldValue.of(Screening.ALLOW_TRANSFERS));
    private static final Field TIMER = Field.of(HeaderName.SUPPORTED, FieldValue.of(SessionTimer.TAG));
    private static final int KNOWN = 100;
    static final int ORIGINS = Integer.MAX_VALUE - 1;

    private final CallId call;
    private final LegSettings settings;
    private final FreshNames names;
    private final OutputBuilder out;
    private final FieldValue product;
    private final CallDeadlines deadlines = new CallDeadlines();
    private final SaveSchedule saves = new SaveSchedule(this);
    private final Takers takers = new Takers(this);
    private final LegHandOver handing;
    private final Ending ending = new Ending(this);
    private final AnswerLimits answerLimits = new AnswerLimits(this);
    private final List<Leg> legs = new ArrayList<>();
    private final List<Setup> setups = new ArrayList<>();
    private final Set<LegId> known = new LinkedHashSet<>();
    private Optional<CallerLeg> caller = Optional.empty();
    private Optional<UacLeg> currentLeg = Optional.empty();
    private Optional<ReturnToLeg> returning = Optional.empty();
    private Optional<Leg> mediaLeg = Optional.empty();
    private Optional<TakeBack> takingBack = Optional.empty();

    CallContext(CallId call, LegSettings settings, FreshNames names, OutputBuilder out) {
        this.call = call;
        this.settings = settings;
        this.names = names;
        this.out = out;
        this.product = FieldValue.of(settings.product());
        this.handing = new LegHandOver(this);
    }

    CallId call() {
        return call;
    }

    LegSettings settings() {
        return settings;
    }

    FreshNames names() {
        return names;
    }

    OutputBuilder out() {
        return out;
    }

    CallDeadlines deadlines() {
        return deadlines;
    }

    SaveSchedule saves() {
        return saves;
    }

    Takers takers() {
        return takers;
    }

    LegHandOver handing() {
        return handing;
    }

    Ending ending() {
        return ending;
    }

    AnswerLimits answerLimits() {
        return answerLimits;
    }

    /** That request with what every one of ours says about us. */
    Draft said(Draft request) {
        return request.with(HeaderName.USER_AGENT, product);
    }

    /** That response with what every one of ours says about us. */
    Draft answered(Draft response) {
        return response.with(HeaderName.SERVER, product);
    }

    /** A new origin for a dialog over that hop (docs/design/legs.md 2, S1). */
    SdpOrigin origin(Hop hop) {
        return new SdpOrigin(hop.localHost(), names.random(ORIGINS) + 1L);
    }

    /**
     * The INVITE for a leg of that order: the caller as they called, under the ordered name (docs/design/legs.md 4.1). Of a caller who stays unknown it
     * says nothing, whatever is ordered; an asserted identity goes on only to those who may assert one (RFC 3325 §5).
     *
     * @param hop where the leg is reached, if that is known
     */
    UacLeg.Invitation invitation(
            CallOrder.Connect order, LegId id, SipUri target, Optional<Hop> hop, List<Field> ordered) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of(HeaderName.USER_AGENT, product));
        boolean transfers = settings.rules().mayTransfer(order.purpose());
        fields.add(transfers ? ALLOW_TRANSFERS : ALLOW);
        fields.add(transfers ? Screening.extensionsOfAgents(settings.rules()) : TIMER);
        for (String privacy : caller().privacy()) {
            fields.add(Field.of(HeaderName.PRIVACY, FieldValue.of(privacy)));
        }
        Identity identity = caller().identity();
        boolean told = hop.filter(h -> settings.trust().identifies().test(h.remoteHost()))
                .isPresent();
        if (identity.asserted() && told && !identity.hidden()) {
            String party = "<" + identity.party().uri() + ">";
            fields.add(Field.of(HeaderName.P_ASSERTED_IDENTITY, FieldValue.of(party)));
        }
        ordered.stream()
                .filter(field -> field.is(HeaderName.REPLACES))
                .findFirst()
                .ifPresent(replaced -> {
                    fields.add(replaced);
                    fields.add(Field.of(HeaderName.REQUIRE, FieldValue.of("replaces")));
                });
        fields.addAll(OwnFields.passing(identity.hidden() ? OwnFields.withoutIdentity(ordered) : ordered));
        return new UacLeg.Invitation(id, target, from(order, identity), fields, caller().hops());
    }

    /** Somebody outside may know the contact center only; nobody is told who wants to stay unknown. */
    private NameAddress from(CallOrder.Connect order, Identity identity) {
        String own = settings.rules().outsideFrom();
        return order.purpose() == CallOrder.Purpose.OUTSIDE && !own.isEmpty() && !identity.hidden()
                ? NameAddress.of(Display.of(""), SipUri.of(own), Tag.NONE)
                : NameAddress.of(Display.of(order.display()), identity.shownUri(), Tag.NONE);
    }

    /** All legs, the leaving ones and the tombstones included. */
    List<Leg> legs() {
        return legs;
    }

    void add(Leg leg) {
        legs.add(leg);
    }

    /** What was left here of a leg that comes back, or comes once more: nothing of it is wanted, and its names stay the call's. */
    void clear(String callId) {
        legs.stream()
                .filter(leg -> leg.left() && leg.dialog().callId().equals(callId))
                .forEach(Leg::forgotten);
        legs.removeIf(leg -> leg.left() && leg.dialog().callId().equals(callId));
    }

    /** The leg's tombstone has passed; with the last one the call is forgotten. */
    void forget(Leg leg) {
        legs.remove(leg);
        if (legs.isEmpty()) {
            out.order(new SipOrder.Forget(call));
        }
    }

    /** The caller's leg, from the arrival on. */
    CallerLeg caller() {
        return caller.orElseThrow();
    }

    boolean arrived() {
        return caller.isPresent();
    }

    void callerArrived(CallerLeg leg) {
        caller = Optional.of(leg);
        add(leg);
    }

    /** The leg whose media the caller has, or shall have again. */
    Optional<UacLeg> currentLeg() {
        return currentLeg;
    }

    void setCurrentLeg(Optional<UacLeg> leg) {
        currentLeg = leg;
    }

    /** The leg that the caller's session points at by its last completed offer and answer; it may have left. */
    Optional<Leg> mediaLeg() {
        return mediaLeg;
    }

    void setMediaLeg(Optional<Leg> leg) {
        mediaLeg = leg;
    }

    /** Those two have agreed on a session. */
    void joined(Leg one, Leg other) {
        if (one == caller() || other == caller()) {
            mediaLeg = Optional.of(one == caller() ? other : one);
        }
    }

    /** That leg took what its peer does not know of. */
    void diverged(Leg leg) {
        if (leg == caller() || currentLeg.filter(r -> r == leg).isPresent()) {
            mediaLeg = Optional.empty();
        }
    }

    /** The Connect orders under way. */
    List<Setup> setups() {
        return List.copyOf(setups);
    }

    void add(Setup setup) {
        setups.add(setup);
    }

    void remove(Setup setup) {
        setups.remove(setup);
    }

    /** One way of setting a leg up goes on as another. */
    void replace(Setup former, Setup next) {
        setups.set(setups.indexOf(former), next);
    }

    /** The agent who has asked for the transfer that is under way: the caller is with them, or hears music. */
    Optional<UacLeg> transferor() {
        return currentLeg.filter(UacLeg::isAgent).filter(UacLeg::refers).or(this::aside);
    }

    /** The agent who waits aside for the end of a transfer. */
    Optional<UacLeg> aside() {
        for (Leg leg : legs) {
            if (leg instanceof UacLeg ours && ours.aside()) {
                return Optional.of(ours);
            }
        }
        return Optional.empty();
    }

    Optional<TakeBack> takingBack() {
        return takingBack;
    }

    void setTakingBack(Optional<TakeBack> step) {
        takingBack = step;
    }

    Optional<ReturnToLeg> returning() {
        return returning;
    }

    void setReturning(Optional<ReturnToLeg> step) {
        returning = step;
    }

    /** Whether that leg id is new; it is known from now on, until many others have come. */
    boolean isNew(LegId id) {
        boolean fresh = known.add(id);
        if (known.size() > KNOWN) {
            known.remove(known.iterator().next());
        }
        return fresh;
    }

    List<LegId> known() {
        return List.copyOf(known);
    }

    /** What the caller hears when a join has failed. */
    CallEvent.Hears hears() {
        return currentLeg.isPresent() ? CallEvent.Hears.RIGHT : CallEvent.Hears.NOTHING;
    }

    /** Who gets what that leg sends to its peer (docs/design/legs.md 1). */
    Optional<Peer> peerFor(Leg leg) {
        if (leg.left()) {
            return Optional.empty();
        }
        for (Setup setup : setups) {
            Optional<Peer> peer = setup.peerFor(leg);
            if (peer.isPresent()) {
                return peer;
            }
        }
        if (leg == caller()) {
            return currentLeg.filter(UacLeg::isConfirmed).map(Peer::of);
        }
        return currentLeg.filter(r -> r == leg && caller().confirmed()).map(r -> Peer.of(caller()));
    }
}
