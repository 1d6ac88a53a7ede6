package io.callcenter.b2b;

import java.util.Optional;

/** Answers a target that wants to know who calls (RFC 3261 §22). */
@FunctionalInterface
public interface Credentials {
    /** Has no answer. */
    Credentials NONE = (challenge, request) -> Optional.empty();

    /**
     * The header field with which the request is to be sent again.
     *
     * @param challenge a response to it
     * @param request as it was sent; with the answer to a former challenge, if there was one
     * @return empty when the response is no challenge, when it cannot be answered, or when the same kind of answer was refused already
     */
    Optional<Headers.Field> answer(SipResponse challenge, SipRequest request);
}
