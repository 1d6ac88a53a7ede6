package io.callcenter.story;

import io.callcenter.core.OfferOutcome;
import io.callcenter.core.PlacePolicy;
import io.callcenter.core.Policy;
import io.callcenter.core.ProbePolicy;
import io.callcenter.core.TransferPolicy;
import java.time.Duration;

/** The options of the process, changed word by word. */
final class Options implements Given.Part {
    private Duration wrapUp = Duration.ofSeconds(30);
    private String position = "";
    private boolean reject = true;
    private boolean fullLoad;
    private boolean dispatching = true;
    private boolean priorityHead;
    private boolean keptPlace;
    private boolean allFlows;
    private int maxRejections;
    private int unanswered;
    private Duration maxWait = Duration.ZERO;
    private boolean keepLogin = true;
    private OfferOutcome offers = OfferOutcome.REFERENCE;
    private boolean pausedCount = true;
    private PlacePolicy places = PlacePolicy.DEFAULT;
    private ProbePolicy probes = ProbePolicy.OFF;
    private TransferPolicy transfers = TransferPolicy.DEFAULT;

    Options wrapUp(double seconds) {
        wrapUp = Given.seconds(seconds);
        return this;
    }

    Options positionParameter(String name) {
        position = name;
        return this;
    }

    Options admitWithoutAgents() {
        reject = false;
        return this;
    }

    Options fullLoad() {
        fullLoad = true;
        return this;
    }

    Options dispatchingOff() {
        dispatching = false;
        return this;
    }

    Options requeueAtPriorityHead() {
        priorityHead = true;
        return this;
    }

    Options keepDissuadedPlace() {
        keptPlace = true;
        return this;
    }

    Options queueSizeOfAllFlows() {
        allFlows = true;
        return this;
    }

    Options maxRejections(int max) {
        maxRejections = max;
        return this;
    }

    Options logoutAfterUnanswered(int offers) {
        unanswered = offers;
        return this;
    }

    Options maxWait(double seconds) {
        maxWait = Given.seconds(seconds);
        return this;
    }

    Options rowsOverrideLogins() {
        keepLogin = false;
        return this;
    }

    Options refusalsCost(OfferOutcome costs) {
        offers = costs;
        return this;
    }

    Options pausedAreAway() {
        pausedCount = false;
        return this;
    }

    Options transfers(TransferPolicy rules) {
        transfers = rules;
        return this;
    }

    Options probes(ProbePolicy rules) {
        probes = rules;
        return this;
    }

    Options places(PlacePolicy rules) {
        places = rules;
        return this;
    }

    Policy policy() {
        return new Policy(
                wrapUp,
                position,
                reject,
                fullLoad,
                dispatching,
                priorityHead,
                keptPlace,
                allFlows,
                maxRejections,
                unanswered,
                maxWait,
                keepLogin,
                offers,
                pausedCount,
                java.time.Duration.ofHours(1),
                transfers,
                probes,
                places);
    }
}
