package io.callcenter.app;

import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.ids.AgentId;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * {@code cc_agent_login} for routes (docs/design/behaviour.md 11.3): in {@code CcAgent}, {@code CcState} (0 off, any other number on; Deviation:
 * B41); out {@code CcReturnCode}: 1, -3 unknown agent, -5 when the center could not be asked.
 */
public final class AgentLogin extends AsyncProcessorSupport {
    private final LaneRequests lane;

    /** Logs in and out by such requests; the route continues on their threads. */
    public AgentLogin(LaneRequests lane) {
        this.lane = lane;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Message message = exchange.getMessage();
        String agent = message.getHeader(CcHeaders.AGENT, "", String.class);
        Integer state = message.getHeader(CcHeaders.STATE, Integer.class);
        if (agent.isBlank() || state == null) {
            message.setHeader(CcHeaders.RETURN_CODE, -3);
            callback.done(true);
            return true;
        }
        Signal wanted = new Signal.AgentLogin(new AgentId(agent), state != 0);
        boolean asked = lane.ask(wanted, (reply, failure) -> {
            int code = failure != null ? -5 : reply instanceof Reply.Refused ? -3 : 1;
            message.setHeader(CcHeaders.RETURN_CODE, code);
            callback.done(false);
        });
        if (!asked) {
            message.setHeader(CcHeaders.RETURN_CODE, -5);
            callback.done(true);
        }
        return !asked;
    }
}
