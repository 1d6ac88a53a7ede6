package io.callcenter.message;

import java.util.Objects;

/** What the {@link MessageIntake} says of what came in. */
public sealed interface IntakeResult {
    /** It is a message. */
    record Taken(Message message) implements IntakeResult {
        /** Refuses nulls. */
        public Taken {
            Objects.requireNonNull(message);
        }
    }

    /** It is a request that has to be refused with {@link #code}; {@link Head#answer} makes the response. */
    record Answer(MessageFault why, Head head) implements IntakeResult {
        /** Refuses nulls. */
        public Answer {
            Objects.requireNonNull(why);
            Objects.requireNonNull(head);
        }

        /** The code to refuse it with. */
        public int code() {
            return why.code();
        }
    }

    /** It gets no answer, because it is no request, or an ACK, or none could find its way. */
    record Drop(MessageFault why) implements IntakeResult {
        /** Refuses nulls. */
        public Drop {
            Objects.requireNonNull(why);
        }
    }
}
