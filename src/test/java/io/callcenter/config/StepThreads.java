package io.callcenter.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes on which threads each step of each route runs; set as {@code camel.beans.<name> = #class:…} in the settings of an application. */
public final class StepThreads implements InterceptStrategy, CamelContextAware {
    private final Map<String, Set<String>> threads = new ConcurrentHashMap<>();
    private CamelContext context;

    @Override
    public void setCamelContext(CamelContext camel) {
        context = camel;
        camel.getCamelContextExtension().addInterceptStrategy(this);
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode step, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                threads.computeIfAbsent(step.getId(), id -> new ConcurrentSkipListSet<>())
                        .add(Thread.currentThread().getName());
                return super.process(exchange, callback);
            }
        };
    }

    /** All steps that have run, with their threads. */
    Map<String, Set<String>> all() {
        return Map.copyOf(threads);
    }

    /** The names of the threads that ran that step. */
    Set<String> of(String step) {
        return threads.getOrDefault(step, Set.of());
    }

    /** The steps that ran on a thread whose name begins so. */
    Set<String> on(String thread) {
        Set<String> steps = new TreeSet<>();
        threads.forEach((step, names) -> {
            if (names.stream().anyMatch(name -> name.startsWith(thread))) {
                steps.add(step);
            }
        });
        return steps;
    }
}
