package io.callcenter.sip.call;

import io.callcenter.b2b.CallEvent;
import io.callcenter.ids.CallId;
import java.util.List;

/** Who decides about calls: hears of every fact at the call's home, before any route does. No method may block. */
public interface CallWatcher {
    /** Nobody decides. */
    CallWatcher NONE = new CallWatcher() {
        @Override
        public void arriving(CallId call) {}

        @Override
        public void decided(CallId call) {}

        @Override
        public void facts(List<CallEvent> events) {}
    };

    /** A new call is about to be shown to the route of new calls. */
    void arriving(CallId call);

    /** That route is through with the call, whatever it did. Any thread. */
    void decided(CallId call);

    /** The facts of one step after the arrival, in their order: one at least. */
    void facts(List<CallEvent> events);
}
