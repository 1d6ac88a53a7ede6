package io.callcenter.core.rules;

import io.callcenter.core.FlowFigure;
import io.callcenter.core.FlowService;
import io.callcenter.core.ServiceTarget;
import java.time.Instant;

/** How well one flow is served: the quarter that runs, the day, the last hour. */
final class ServiceFigures {
    final QuarterFigures quarter;
    final ServiceHour hour = new ServiceHour();

    ServiceFigures(QuarterFigures quarter) {
        this.quarter = quarter;
    }

    void add(FlowFigure figure, long count) {
        quarter.change().add(figure, count);
    }

    void add(FlowFigure figure, ServiceHour.Kind kind, Instant now) {
        add(figure, 1);
        hour.add(kind, now);
    }

    FlowService show(OpenFlow flow, ServiceTarget target) {
        return new FlowService(
                target, quarter.interval(), quarter.before(), hour.level(target.formula()), flow.longestSince());
    }
}
