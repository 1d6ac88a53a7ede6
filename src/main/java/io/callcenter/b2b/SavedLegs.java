package io.callcenter.b2b;

import io.callcenter.ids.CallId;
import java.util.List;

/**
 * The legs' part of a saved call (legs 7): records of plain values, fit for JSON.
 *
 * @param version rises with each save of this call
 */
public record SavedLegs(int version, CallId call, List<String> legs) {
    /** Copies the legs. */
    public SavedLegs {
        legs = List.copyOf(legs);
    }
}
