package io.callcenter.phone;

import java.util.Optional;

/** Who uses a dialog: what a phone hears of its call. All on the lane of the peers. */
public interface Party {
    /** Our INVITE was answered provisionally, above 100. */
    default void progress(int code) {}

    /** Our INVITE was accepted; the ACK is out. */
    default void accepted(String answer) {}

    /** Our INVITE got a final refusal, or nothing (408), or could not be sent (503). */
    default void refused(int code) {}

    /** The INVITE that we accepted was acknowledged; {@code answer} is empty when the ACK carried none. */
    default void acknowledged(String answer) {}

    /** The INVITE that we had not yet answered finally was cancelled. */
    default void cancelled() {}

    /**
     * The other side wants to change the session.
     *
     * @param offer its offer; empty = it asks for ours
     * @return the body of our 200; empty = refused with 488
     */
    Optional<String> offered(String offer);

    /** The other side hung up, or is gone. Not called after our own hanging up. */
    void ended();
}
