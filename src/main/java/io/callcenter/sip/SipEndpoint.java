package io.callcenter.sip;

import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Take calls and facts about them, and give orders about them.
 *
 * <p>From {@code sip:invite} comes one exchange for each new call, from {@code sip:events} one for each further fact; {@code sip:connect},
 * {@code sip:drop}, {@code sip:refuse} and {@code sip:end} take orders, {@code sip:probe} asks whether somebody is there.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "sip",
        title = "SIP Calls",
        syntax = "sip:operation",
        category = {Category.NETWORKING, Category.MESSAGING},
        headersClass = SipConstants.class)
public class SipEndpoint extends DefaultEndpoint {
    @UriPath(
            enums = "invite,events,connect,drop,refuse,end,probe",
            description =
                    "From invite and events come calls and facts about them; connect, drop, refuse and end take orders; probe asks an address whether somebody is there")
    @Metadata(required = true)
    private String operation;

    private static final Set<String> OPERATIONS =
            Set.of("invite", "events", "connect", "drop", "refuse", "end", "probe");

    /** An endpoint of that component for one operation; another word is refused with {@link IllegalArgumentException}. */
    public SipEndpoint(String uri, SipComponent component, String operation) {
        super(uri, component);
        if (!OPERATIONS.contains(operation)) {
            throw new IllegalArgumentException("sip:" + operation + ": expected one of "
                    + OPERATIONS.stream().sorted().toList());
        }
        this.operation = operation;
    }

    /** What it is for: one of the seven words of its syntax. */
    public String getOperation() {
        return operation;
    }

    /** What it is for: one of the seven words of its syntax. */
    public void setOperation(String operation) {
        this.operation = operation;
    }

    SipComponent sip() {
        return (SipComponent) getComponent();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        boolean invite = operation.equals("invite");
        if (!invite && !operation.equals("events")) {
            throw new IllegalArgumentException(
                    "from sip:" + operation + ": only sip:invite and sip:events can be read");
        }
        SipConsumer consumer = new SipConsumer(this, processor, invite);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return operation.equals("probe") ? new ProbeProducer(this) : new SipProducer(this, OrderReader.of(operation));
    }
}
