package io.callcenter.mi;

import java.time.InstantSource;
import java.util.Optional;

/** Who may log in to the embedded broker: the users of the users' file, each with his role; whoever guesses has to wait (interfaces 6). Any thread. */
public final class BrokerAccess {
    private final Users users;
    private final Audit audit;
    private final GuessingBrake brake;

    /** Lets those users in. */
    public BrokerAccess(Users users, Audit audit, InstantSource clock) {
        this.users = users;
        this.audit = audit;
        this.brake = new GuessingBrake(clock);
    }

    /** The name of the role of that user, when the password is right; takes as long as a bcrypt hash takes. */
    public Optional<String> roleOf(String name, String password) {
        return users.check(name, password).map(Role::label);
    }

    /** Whether that address was wrong a moment ago; what was proven before need not wait. */
    public boolean mustWait(String address, String name, String password) {
        return !users.known(name, password) && brake.mustWait(address);
    }

    /** An attempt of that address was looked at. */
    public void tried(String address, String name, boolean right) {
        if (right) {
            brake.right(address);
        } else {
            brake.wrong(address);
            audit.turnedAway(name, "jms " + address, "wrong name or password");
        }
    }
}
