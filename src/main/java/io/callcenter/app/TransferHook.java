package io.callcenter.app;

import io.callcenter.core.PassedFields;
import io.callcenter.core.Reply;
import io.callcenter.core.Signal;
import io.callcenter.core.TransferPolicy;
import io.callcenter.core.TransferTarget;
import io.callcenter.ids.CallId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks {@code direct:hook-transfer}, where it has an owner, about each transfer that would be begun: it may change the target and its place, refuse, and add
 * header fields. An answer that takes longer than two seconds, or none, refuses with 500. Any thread; nothing waits on the lane.
 */
public final class TransferHook {
    private static final Logger LOG = LoggerFactory.getLogger(TransferHook.class);
    private static final String ROUTE = "direct:hook-transfer";
    private static final int FAILED = 500;

    private final CamelContext context;
    private final Hooks hooks;
    private final Executor pool;
    private final TransferTargets targets;
    private final List<String> passed;
    private final long patience;

    /**
     * Asks on the threads of that pool.
     *
     * @param targets reads what the route says of the target
     * @param passed names of header fields that go with the caller
     * @param patience in milliseconds
     */
    public TransferHook(
            CamelContext context,
            Hooks hooks,
            Executor pool,
            TransferTargets targets,
            List<String> passed,
            long patience) {
        this.context = context;
        this.hooks = hooks;
        this.pool = pool;
        this.targets = targets;
        this.passed = List.copyOf(passed);
        this.patience = patience;
    }

    private record Asked(CallId call, String kind, TransferTarget target, String referredBy, PassedFields passed) {}

    private record Word(TransferTarget target, Signal.HookWord said, PassedFields added) {}

    /** Whether somebody wants to be asked. */
    public boolean isThere() {
        return hooks.owned("transfer");
    }

    /** A REFER: gives the signal that the center is to have, once. */
    public void refer(Signal.Referred asked, CenterAccess center, Consumer<Signal> then) {
        center.request(new Signal.AskTransfer(asked.call(), Optional.of(asked.leg()), asked.target(), asked.replaced()))
                .thenCompose(reply -> reply instanceof Reply.MayTransfer may
                        ? ask(wish(asked, may), may).thenApply(word -> changed(asked, word))
                        : CompletableFuture.completedFuture(asked)) // the center says why not
                .exceptionally(failure -> changed(asked, failed(asked.target(), failure)))
                .thenAccept(then);
    }

    /** Without an agent it is the announcement that the caller hears. */
    private static Asked wish(Signal.Referred asked, Reply.MayTransfer may) {
        String byAgent = asked.replaces().isEmpty() ? "blind" : "attended";
        String kind = may.agent().isPresent() ? byAgent : "announcement";
        return new Asked(asked.call(), kind, asked.target(), asked.referredBy(), asked.passed());
    }

    /** Somebody else than whom the agent has called knows nothing of that call. */
    private static Signal.Referred changed(Signal.Referred asked, Word word) {
        return new Signal.Referred(
                asked.call(),
                asked.leg(),
                word.target(),
                word.said().elsewhere() ? "" : asked.replaces(),
                asked.referredBy(),
                asked.passed().replacedBy(word.added()),
                Optional.of(word.said()),
                asked.replaced(),
                asked.at());
    }

    /** A command. */
    public CompletionStage<Reply> command(Signal.Transfer asked, CenterAccess center) {
        return center.request(new Signal.AskTransfer(asked.call(), Optional.empty(), asked.target()))
                .thenCompose(reply -> reply instanceof Reply.MayTransfer may
                        ? ask(new Asked(asked.call(), "command", asked.target(), "", PassedFields.NONE), may)
                                .exceptionally(failure -> failed(asked.target(), failure))
                                .thenCompose(word -> changed(asked, word, center))
                        : CompletableFuture.completedFuture(reply));
    }

    private static CompletionStage<Reply> changed(Signal.Transfer asked, Word word, CenterAccess center) {
        int refusal = word.said().refusal();
        if (refusal > 0) {
            return CompletableFuture.completedFuture(new Reply.Refused(refusal, "Refused by a route"));
        }
        return center.request(new Signal.Transfer(
                asked.call(), word.target(), asked.place().or(() -> word.said().place())));
    }

    private Word failed(TransferTarget target, Throwable failure) {
        LOG.warn("{} refused a transfer: {}", ROUTE, failure.toString());
        return new Word(target, new Signal.HookWord(FAILED, Optional.empty()), PassedFields.NONE);
    }

    private CompletableFuture<Word> ask(Asked asked, Reply.MayTransfer may) {
        try {
            return CompletableFuture.supplyAsync(() -> send(asked, may), pool)
                    .orTimeout(patience, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(full);
        }
    }

    private Word send(Asked asked, Reply.MayTransfer may) {
        Exchange exchange = new DefaultExchange(context, ExchangePattern.InOut);
        Message in = exchange.getMessage();
        in.setHeader(CcHeaders.CALL_ID, asked.call().value());
        in.setHeader(CcHeaders.FLOW, may.flow().value());
        may.agent().ifPresent(agent -> in.setHeader(CcHeaders.AGENT, agent.value()));
        in.setHeader(CcHeaders.KIND, asked.kind());
        in.setHeader(CcHeaders.TARGET, may.target());
        in.setHeader(CcHeaders.TARGET_KIND, may.kind());
        in.setHeader(CcHeaders.REFER_TO, asked.target().uri());
        in.setHeader(CcHeaders.REFERRED_BY, asked.referredBy());
        asked.passed()
                .byName()
                .forEach((name, values) ->
                        in.setHeader(CcHeaders.FIELD + name, values.size() == 1 ? values.get(0) : values));
        try (var template = context.createProducerTemplate()) {
            template.send(ROUTE, exchange);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (exchange.getException() != null) {
            throw new IllegalStateException(exchange.getException());
        }
        return word(asked, may, exchange.getMessage());
    }

    private Word word(Asked asked, Reply.MayTransfer may, Message out) {
        String kind = out.getHeader(CcHeaders.TARGET_KIND, "", String.class);
        String target = out.getHeader(CcHeaders.TARGET, "", String.class);
        boolean same = kind.equals(may.kind()) && target.equals(may.target());
        int refusal = out.getHeader(CcHeaders.REFUSE, 0, Integer.class);
        Optional<TransferPolicy.Entry> place = place(out.getHeader(CcHeaders.PLACE, "", String.class));
        if (refusal != 0 && (refusal < 400 || refusal > 699)) {
            throw new IllegalArgumentException("CcRefuse: 400 to 699, not " + refusal);
        }
        return new Word(
                same
                        ? asked.target()
                        : targets.ofCommand(prefix(kind) + target)
                                .comingBack(asked.target().back()),
                new Signal.HookWord(refusal, place, !same),
                PassedHeaders.of(out, passed));
    }

    private static String prefix(String kind) {
        return switch (kind) {
            case "flow" -> "flow:";
            case "agent" -> "agent:";
            case "outside" -> "uri:";
            default -> throw new IllegalArgumentException("CcTargetKind: flow, agent or outside, not " + kind);
        };
    }

    private static Optional<TransferPolicy.Entry> place(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(TransferPolicy.Entry.values())
                .filter(entry -> entry.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("CcPlace: priority, head or end, not " + text)));
    }
}
