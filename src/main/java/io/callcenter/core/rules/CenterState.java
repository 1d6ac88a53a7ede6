package io.callcenter.core.rules;

import io.callcenter.core.Policy;
import io.callcenter.core.QueueUri;

/** The parts that the rules share, built in the order in which they lean on each other. */
record CenterState(
        Policy policy,
        PendingEffects effects,
        ChangeSet changes,
        Deadlines deadlines,
        Figures total,
        Roster roster,
        Flows flows,
        WaitingCalls waiting,
        EventReports reports,
        Transitions transitions,
        LegOrders orders,
        QueueMusic music,
        WrapUps wrapUps,
        Bindings bindings,
        CdrWriter cdrs,
        TransferCounts transfers,
        Probes probes,
        PlanInUse plan,
        Intervals intervals,
        Codes codes) {
    /** Whether callers are refused because nobody is there for them. Whether those who are paused keep their flows open is an option. */
    boolean isClosed(OpenFlow flow) {
        SkillGroup group = roster.group(flow.row().skill());
        return policy.rejectOnNoAgents() && group.logged == (policy.pausedCount() ? 0 : group.paused);
    }

    static CenterState of(Policy policy, ReportingRules books) {
        PendingEffects effects = new PendingEffects();
        ChangeSet changes = new ChangeSet();
        Figures total = new Figures();
        Roster roster = new Roster(policy.fullLoad(), changes);
        WaitingCalls waiting = new WaitingCalls(total, changes);
        EventReports reports =
                new EventReports(effects, waiting, policy.transfers().tellsFields());
        LegOrders orders = new LegOrders(effects, changes);
        QueueUri uris = new QueueUri(policy.queuePositionParameter());
        Flows flows = new Flows(changes);
        PlanInUse plan = new PlanInUse();
        Intervals intervals = new Intervals(plan, effects, reports, changes, roster, flows, books.zone());
        Codes codes = new Codes(plan, effects, books.codeWindow());
        WrapUps wrapUps = new WrapUps(policy.wrapUp(), policy.longestWrapUp(), roster, reports, effects);
        return new CenterState(
                policy,
                effects,
                changes,
                new Deadlines(),
                total,
                roster,
                flows,
                waiting,
                reports,
                new Transitions(total, reports, changes),
                orders,
                new QueueMusic(orders, uris, waiting),
                wrapUps,
                new Bindings(roster, wrapUps, reports, total, changes, intervals, codes),
                new CdrWriter(effects),
                new TransferCounts(),
                new Probes(policy.probes(), roster, reports, effects),
                plan,
                intervals,
                codes);
    }
}
