package io.callcenter.store.projection;

import io.callcenter.store.database.SqlFailure;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/** Why a projection failed: decides whether a record waits or is put aside. */
enum FailureKind {
    /** The other side is away, slow or busy: wait, the record is not to blame. */
    AWAY,
    /** This record is refused and will be again. */
    RECORD,
    /** Neither is known: tried again some times, then the record is put aside. */
    UNKNOWN;

    static FailureKind of(Throwable failure) {
        if (SqlFailure.isData(failure)) {
            return RECORD;
        }
        return isAway(failure) || SqlFailure.isAway(failure) ? AWAY : UNKNOWN;
    }

    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof RejectedExecutionException
                    || cause instanceof DirectConsumerNotAvailableException
                    || cause instanceof JMSException
                    || cause instanceof JMSRuntimeException) {
                return true;
            }
        }
        return false;
    }
}
