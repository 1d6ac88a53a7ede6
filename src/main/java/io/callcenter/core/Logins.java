package io.callcenter.core;

import java.time.Instant;

/** Logins at runtime, and their saving (B25). */
final class Logins {
    private final Centre centre;

    Logins(Centre centre) {
        this.centre = centre;
    }

    /** Logs an agent in or out; nothing happens, and nothing is told, when he is already. */
    void set(Seat seat, boolean on, Instant now) {
        if (seat.loggedIn() != on) {
            boolean paused = seat.pause().isPresent();
            centre.wrapUps().login(seat, on, now);
            save(seat, paused);
        }
    }

    /** Saves his login beside the row's value that it overrides. */
    void save(Seat seat) {
        save(seat, false);
    }

    /** Saves that a pause began, changed or ended, whether runtime logins are kept or not. */
    void savePause(Seat seat) {
        save(seat, true);
    }

    /** Saves what was learned about the phone, whether runtime logins are kept or not. */
    void saveRefusal(Seat seat) {
        save(seat, true);
    }

    private void save(Seat seat, boolean inAnyCase) {
        if (inAnyCase || centre.policy().keepRuntimeLogin()) {
            centre.outbox()
                    .save(new Effect.SaveLogin(new SavedLogin(
                            seat.id(), seat.loggedIn(), seat.row().loggedIn(), seat.pause(), seat.refusal())));
        }
    }

    /** A reload brings his row: what it says counts if it says something new, or always where runtime logins are not kept. */
    void reloaded(Seat seat, boolean rowBefore, Instant now) {
        boolean row = seat.row().loggedIn();
        if (row != rowBefore || !centre.policy().keepRuntimeLogin()) {
            boolean paused = seat.pause().isPresent();
            centre.wrapUps().login(seat, row, now);
            if (paused && !row) {
                savePause(seat);
                return;
            }
        }
        if (row != rowBefore) {
            save(seat);
        }
    }

    /** The login from before a restart, unless the row changed since. */
    void restore(SavedLogin saved, Instant now) {
        centre.roster().find(saved.agent()).ifPresent(seat -> saved.refusal().ifPresent(seat::refuses));
        if (centre.policy().keepRuntimeLogin()) {
            centre.roster()
                    .find(saved.agent())
                    .filter(seat -> seat.row().loggedIn() == saved.rowLoggedIn())
                    .filter(seat -> seat.loggedIn() != saved.loggedIn())
                    .ifPresent(seat -> centre.wrapUps().setLogin(seat, saved.loggedIn(), now));
        }
    }
}
