// SPDX-License-Identifier: Apache-2.0
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * A bean inside the measured program, put on its class path by the bench: shows on /metrics what nothing outside can count. {@code
 * bench_exchanges_total}: Camel exchanges that began, a sub-unit of another one (wire tap, split part) too; {@code bench_failed_exchanges_total}: those
 * that ended with an exception; {@code bench_allocated_bytes_total}: allocated by all threads that live; {@code bench_entries_total}: how often methods
 * of a point have begun, by threads, and {@code bench_points_missing}: methods that {@link EntryCounts} has not found.
 *
 * <p>Exchanges and entries are counted only with {@code -Dbench.exchanges=true}, since Camel makes an event for each exchange then.
 */
public final class Probe extends EventNotifierSupport {
    private final LongAdder exchanges = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    public Probe() {
        boolean count = Boolean.getBoolean("bench.exchanges");
        setIgnoreExchangeEvents(!count);
        setIgnoreExchangeCreatedEvent(!count);
        setIgnoreExchangeFailedEvents(!count);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        switch (event.getType()) {
            case ExchangeCreated -> exchanges.increment();
            case ExchangeFailed -> failed.increment();
            default -> {}
        }
    }

    /** Called when the bean is made, which may be after Camel has looked for listeners among the beans. */
    @Override
    public void setCamelContext(CamelContext context) {
        if (getCamelContext() != null) {
            return; // Camel has found it among the beans after all
        }
        super.setCamelContext(context);
        if (!context.getManagementStrategy().getEventNotifiers().contains(this)) {
            context.getManagementStrategy().addEventNotifier(this);
            start();
        }
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        FunctionCounter.builder("bench.exchanges", exchanges, LongAdder::sum).register(registry);
        FunctionCounter.builder("bench.failed.exchanges", failed, LongAdder::sum).register(registry);
        FunctionCounter.builder("bench.allocated.bytes", threads, Probe::allocated).register(registry);
        if (Boolean.getBoolean("bench.exchanges")) {
            Gauge.builder("bench.points.missing", EntryCounts::notFound).register(registry);
            EntryCounts.tell((by, counts) -> EntryCounts.points().forEach((point, methods) -> FunctionCounter.builder(
                            "bench.entries", counts, c -> methods.stream().mapToLong(method -> c[method].sum()).sum())
                    .tags("point", point, "by", by)
                    .register(registry)));
        }
    }

    private static double allocated(ThreadMXBean threads) {
        double sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
