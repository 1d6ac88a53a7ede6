package io.callcenter.b2b;

import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.Response;
import java.util.Objects;
import java.util.Optional;

/** Answers a peer that challenges a request of the contact center (RFC 3261 §22). Legs only say who is challenged; whether to answer is decided here. */
@FunctionalInterface
public interface Credentials {
    /** Has no answer. */
    Credentials NONE = (who, challenge, request) -> Optional.empty();

    /** What kind of request was challenged. */
    enum Role {
        /** Any request to the caller: never answered. */
        CALLER,
        /** The first INVITE of a leg to an agent or announcement. */
        FIRST_INVITE,
        /** A later request of such a leg. */
        DIALOG
    }

    /**
     * Whose request was challenged.
     *
     * @param realm for which the INVITE of this leg was answered; empty = for none
     * @param answers how many challenges of this request were answered before
     */
    record Asked(Role role, Optional<String> realm, int answers) {
        /** Refuses missing parts. */
        public Asked {
            Objects.requireNonNull(role);
            Objects.requireNonNull(realm);
        }
    }

    /**
     * An answer.
     *
     * @param field the header field with which the request is to be sent again
     * @param realm that it is for
     */
    record Answer(Field field, String realm) {
        /** Refuses missing parts. */
        public Answer {
            Objects.requireNonNull(field);
            Objects.requireNonNull(realm);
        }
    }

    /**
     * The answer to a challenge.
     *
     * @param challenge a response to the request
     * @param request as it was sent, with or without its body; with the answer to a former challenge, if there was one
     * @return empty when the response is no challenge, or one that is not to be answered: it is a refusal then
     */
    Optional<Answer> answer(Asked who, Response challenge, Draft request);

    /**
     * Whether that request may carry an answer that another one of its dialog was sent with, as an ACK does that of its INVITE (RFC 3261
     * §13.2.2.4): its target may be another by now.
     */
    default boolean mayBeCarriedBy(Draft request) {
        return true;
    }
}
