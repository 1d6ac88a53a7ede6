package io.callcenter.app;

import io.callcenter.core.Caller;
import io.callcenter.core.Effect;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line at INFO for each call that ended, to the logger {@code calls}. Callers who asked for privacy are shown as {@code anonymous}. */
public final class CallLog {
    static final Logger LOG = LoggerFactory.getLogger("calls");
    private static final int LONGEST = 64;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private final boolean on;

    /** Writes only if {@code on}. */
    public CallLog(boolean on) {
        this.on = on;
    }

    /** Writes the line of that call. */
    public void write(Effect.LogCall end) {
        if (!on) {
            return;
        }
        String agent = end.agent().map(id -> ", agent " + plain(id.value())).orElse("");
        LOG.info(
                "call {}: {}, {}; flow {}, caller {}{}, waited {} s, talked {} s{}",
                end.call(),
                end.reason(),
                end.why(),
                plain(end.flow().value()),
                shown(end.caller()),
                agent,
                seconds(end.waited()),
                seconds(end.talked()),
                end.refusals() == 0 ? "" : ", refused by agents " + end.refusals() + "x");
    }

    /** The caller's number, or name where there is no number. */
    static String shown(Caller caller) {
        if (caller.withheld()) {
            return "anonymous";
        }
        String name = plain(caller.user().isEmpty() ? caller.display() : caller.user());
        return name.isBlank() ? "unknown" : name;
    }

    /** Without control characters, line separators and excess length, so that no caller can forge a line. */
    static String plain(String text) {
        String line = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return BREAKS.matcher(line).replaceAll(" ");
    }

    private static String seconds(Duration time) {
        long tenths = Math.round(Math.max(0, time.toMillis()) / 100.0);
        return tenths / 10 + "." + tenths % 10;
    }
}
