package io.callcenter.core.rules;

import io.callcenter.core.Reply;
import java.util.Optional;

/** Whether a transfer may begin: to whom, or why not. */
record Decision(Optional<TransferGoal> goal, int code, String text) {
    static Decision yes(TransferGoal goal) {
        return new Decision(Optional.of(goal), 202, "");
    }

    static Decision no(int code, String text) {
        return new Decision(Optional.empty(), code, text);
    }

    Reply.Refused refusal() {
        return new Reply.Refused(code, text);
    }
}
