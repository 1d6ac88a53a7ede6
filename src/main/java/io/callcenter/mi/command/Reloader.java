package io.callcenter.mi.command;

import io.callcenter.core.Reply;
import java.util.concurrent.CompletionStage;

/** Reads the provisioned rows anew and swaps them in. */
@FunctionalInterface
public interface Reloader {
    /** Completes with what changed, or with {@link Reply.Refused} 500 when nothing could be read; never blocks the caller. */
    CompletionStage<Reply> reload();
}
