package io.callcenter.core;

/** The parts that the rules share, built in the order in which they lean on each other. */
record Centre(
        Policy policy,
        Outbox outbox,
        Touched touched,
        Deadlines deadlines,
        Figures total,
        Roster roster,
        Flows flows,
        Line line,
        Reports reports,
        Transitions transitions,
        LegOrders orders,
        QueueMusic music,
        WrapUps wrapUps,
        Bindings bindings,
        Records records,
        TransferCounts transfers,
        PlanInUse plan,
        Intervals intervals,
        Codes codes) {
    /** Whether callers are refused because nobody is there for them. Whether those who are paused keep their flows open is an option. */
    boolean isClosed(OpenFlow flow) {
        SkillGroup group = roster.group(flow.row().skill());
        return policy.rejectOnNoAgents() && group.logged == (policy.pausedCount() ? 0 : group.paused);
    }

    static Centre of(Policy policy, Bookkeeping books) {
        Outbox outbox = new Outbox();
        Touched touched = new Touched();
        Figures total = new Figures();
        Roster roster = new Roster(policy.fullLoad(), touched);
        Line line = new Line(total, touched);
        Reports reports = new Reports(outbox, line);
        LegOrders orders = new LegOrders(outbox, touched);
        QueueUri uris = new QueueUri(policy.queuePositionParameter());
        Flows flows = new Flows(touched);
        PlanInUse plan = new PlanInUse();
        Intervals intervals = new Intervals(plan, outbox, reports, touched, roster, flows, books.zone());
        Codes codes = new Codes(plan, outbox, books.codeWindow());
        WrapUps wrapUps = new WrapUps(policy.wrapUp(), policy.longestWrapUp(), roster, reports, outbox);
        return new Centre(
                policy,
                outbox,
                touched,
                new Deadlines(),
                total,
                roster,
                flows,
                line,
                reports,
                new Transitions(total, reports, touched),
                orders,
                new QueueMusic(orders, uris, line),
                wrapUps,
                new Bindings(roster, wrapUps, reports, total, touched, intervals, codes),
                new Records(outbox),
                new TransferCounts(),
                plan,
                intervals,
                codes);
    }
}
