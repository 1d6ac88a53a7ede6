package io.callcenter.message;

import java.util.Objects;

/** What {@link Framing} finds on a stream. */
public sealed interface Frame {
    /** A whole message, for {@link MessageIntake#read}. */
    record Whole(byte[] bytes) implements Frame {
        /** Refuses nulls. */
        public Whole {
            Objects.requireNonNull(bytes);
        }
    }

    /** A message that is too large: to be refused by {@link MessageIntake#refuse}. The rest of it is read past; the stream goes on. */
    record TooLarge(byte[] head, MessageFault why) implements Frame {
        /** Refuses nulls. */
        public TooLarge {
            Objects.requireNonNull(head);
            Objects.requireNonNull(why);
        }
    }

    /** The next message cannot be told from this one: refuse it by {@link MessageIntake#refuse}, then close the connection. Nothing follows. */
    record Lost(byte[] head, MessageFault why) implements Frame {
        /** Refuses nulls. */
        public Lost {
            Objects.requireNonNull(head);
            Objects.requireNonNull(why);
        }
    }

    /** A ping, to be answered with one CRLF (RFC 5626 §4.4.1). */
    record Ping() implements Frame {}
}
