package io.callcenter.core.rules;

/** The deadlines that a call can have. */
enum CallTimer {
    /** On queue music for too long: dissuading. */
    ON_HOLD,
    /** The queue announcement is to be dialled. */
    MUSIC,
    /** The rest is over: agents who did not take it may be asked again. */
    REST,
    /** The longest wait is over. */
    MAX_WAIT,
    /** Their place is to be told again. */
    PLACE,
    /** Nobody took a transferred caller in time. */
    BACK,
    /** A leg vanished without a word about the call: go on without it. */
    ORPHAN
}
