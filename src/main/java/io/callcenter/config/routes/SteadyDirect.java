package io.callcenter.config.routes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.StringHelper;

/**
 * The component {@code direct:} for routes that are swapped while messages flow: a message enters a route or waits for the next one, and a route
 * that is to be stopped can be emptied first. (The sender that comes with Camel remembers the old route while another sender waits for the new
 * one, and gives it messages after its end.)
 */
public final class SteadyDirect extends DirectComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Endpoint place = new Endpoint(uri, this);
        place.setBlock(isBlock());
        place.setTimeout(getTimeout());
        setProperties(place, parameters);
        return place;
    }

    private DirectConsumer consumer(Endpoint place) throws InterruptedException {
        return getConsumer(place.name, place.isBlock(), place.getTimeout());
    }

    /** One name under {@code direct:}. */
    private static final class Endpoint extends DirectEndpoint {
        private final SteadyDirect direct;
        private final String name;

        Endpoint(String uri, SteadyDirect direct) {
            super(uri, direct);
            this.direct = direct;
            name = StringHelper.before(uri, "?", uri);
        }

        @Override
        public Producer createProducer() {
            return new Sender(this);
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            Entrance entrance = new Entrance(this, processor, name);
            configureConsumer(entrance);
            return entrance;
        }

        /** The route that takes messages now, with one more inside; waits for it as long as a sender may. */
        Optional<Entrance> enter() throws InterruptedException {
            while (direct.consumer(this) instanceof Entrance entrance) {
                if (entrance.open()) {
                    return Optional.of(entrance);
                }
                Thread.onSpinWait(); // it is closed, and gone from here in a moment
            }
            return Optional.empty();
        }
    }

    /** The beginning of a route: counts who is inside. */
    static final class Entrance extends DirectConsumer {
        private final AtomicInteger inside = new AtomicInteger();

        private Entrance(DirectEndpoint place, Processor processor, String name) {
            super(place, processor, name);
        }

        /** Counts the sender in, unless the entrance is closed: whoever closed it before sees them or is seen by them. */
        private boolean open() {
            inside.incrementAndGet();
            if (isSuspendingOrSuspended() || isStoppingOrStopped()) {
                inside.decrementAndGet();
                return false;
            }
            return true;
        }

        private void leave() {
            inside.decrementAndGet();
        }

        /** Messages that are in the route, and senders about to enter it. */
        int inside() {
            return inside.get();
        }
    }

    private static final class Sender extends DefaultAsyncProducer {
        private final Endpoint place;

        Sender(Endpoint place) {
            super(place);
            this.place = place;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                Optional<Entrance> entrance = place.enter();
                if (entrance.isPresent()) {
                    return through(entrance.get(), exchange, callback);
                }
                if (place.isFailIfNoConsumers()) {
                    exchange.setException(
                            new DirectConsumerNotAvailableException("No consumers available on " + place, exchange));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }

        private static boolean through(Entrance entrance, Exchange exchange, AsyncCallback callback) {
            return entrance.getAsyncProcessor().process(exchange, doneSync -> {
                entrance.leave();
                callback.done(doneSync);
            });
        }
    }
}
