package io.callcenter.mi.command;

import java.io.IOException;

/** The call detail records that the database refused for good. */
@FunctionalInterface
public interface DeadLetterBox {
    /** Sends them to the database again; answers how many. */
    int replay() throws IOException;
}
