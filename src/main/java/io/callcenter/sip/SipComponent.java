package io.callcenter.sip;

import io.callcenter.sip.call.CallWatcher;
import io.callcenter.sip.call.LiveCalls;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Camel component {@code sip:}: new calls and facts about calls come in as exchanges, orders about calls go out. */
@Component("sip")
public class SipComponent extends DefaultComponent {
    @Metadata(
            label = "advanced",
            autowired = true,
            description = "Runs the calls; taken from the registry where there is exactly one")
    private LiveCalls liveCalls;

    private final FactRouter router;
    private final Consumer<Exchange> refusals;

    /** For Camel. */
    public SipComponent() {
        this(null, refused -> {}, CallWatcher.NONE);
    }

    /** A component over these lanes. */
    public SipComponent(LiveCalls liveCalls) {
        this(liveCalls, refused -> {}, CallWatcher.NONE);
    }

    /**
     * A component over these lanes.
     *
     * @param refusals is shown each exchange by which a route refused a call; must not block
     * @param watcher who decides about the calls
     */
    public SipComponent(LiveCalls liveCalls, Consumer<Exchange> refusals, CallWatcher watcher) {
        this.liveCalls = liveCalls;
        this.refusals = refusals;
        this.router = new FactRouter(this::runningLanes, watcher);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SipEndpoint endpoint = new SipEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        runningLanes().reportTo(router);
    }

    /** Stops listening; calls are left as they are, for the next start. */
    @Override
    protected void doShutdown() throws Exception {
        if (liveCalls != null) {
            liveCalls.close();
        }
        super.doShutdown();
    }

    FactRouter router() {
        return router;
    }

    Consumer<Exchange> refusals() {
        return refusals;
    }

    LiveCalls runningLanes() {
        if (liveCalls == null) {
            throw new IllegalStateException("sip: needs a " + LiveCalls.class.getSimpleName() + " in the registry");
        }
        return liveCalls;
    }

    /** What runs the calls; {@code null} before it is set. */
    public LiveCalls getLanes() {
        return liveCalls;
    }

    /** What runs the calls. Before the component starts. */
    public void setLanes(LiveCalls liveCalls) {
        this.liveCalls = liveCalls;
    }
}
