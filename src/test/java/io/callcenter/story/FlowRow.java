package io.callcenter.story;

import io.callcenter.core.Flow;
import io.callcenter.ids.FlowId;
import java.time.Duration;

/** A flow's row, changed word by word. */
final class FlowRow implements Given.Part {
    private final String id;
    private long priority = 256;
    private String skill = "s";
    private String prefix = "";
    private Duration maxWrapUp = Duration.ZERO;
    private boolean hangup = false;
    private Duration onHold = Duration.ZERO;
    private Duration wait = Duration.ZERO;
    private long queueSize = 0;
    private String welcome = "";
    private String queue;
    private String dissuading = "";
    private String announcement = "";

    FlowRow(String id) {
        this.id = id;
        this.queue = "sip:queue-" + id + "@media";
    }

    FlowRow skill(String name) {
        skill = name;
        return this;
    }

    FlowRow priority(long number) {
        priority = number;
        return this;
    }

    FlowRow prefix(String text) {
        prefix = text;
        return this;
    }

    FlowRow maxWrapUp(double seconds) {
        maxWrapUp = Given.seconds(seconds);
        return this;
    }

    FlowRow hangup() {
        hangup = true;
        return this;
    }

    FlowRow onHold(double seconds) {
        onHold = Given.seconds(seconds);
        return this;
    }

    FlowRow ewt(double seconds) {
        wait = Given.seconds(seconds);
        return this;
    }

    FlowRow qsize(long calls) {
        queueSize = calls;
        return this;
    }

    FlowRow welcome(String uri) {
        welcome = uri;
        return this;
    }

    FlowRow queue(String uri) {
        queue = uri;
        return this;
    }

    FlowRow dissuading(String uri) {
        dissuading = uri;
        return this;
    }

    FlowRow agentAnnouncement(String uri) {
        announcement = uri;
        return this;
    }

    Flow row() {
        return new Flow(
                new FlowId(id),
                priority,
                skill,
                prefix,
                maxWrapUp,
                hangup,
                onHold,
                wait,
                queueSize,
                welcome,
                queue,
                dissuading,
                announcement);
    }
}
