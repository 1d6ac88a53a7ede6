package io.callcenter.store.provisioning;

import io.callcenter.core.Provisioning;
import io.callcenter.core.SkippedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a load of the provisioning tables gave.
 *
 * @param provisioning the validated snapshot
 * @param skipped rows that were left out; where {@link SkippedRow#reason()} says so, the former definition of that id stands (B22)
 * @param warnings rows that were taken with a part left out or doubtful
 */
public record LoadedProvisioning(Provisioning provisioning, List<SkippedRow> skipped, List<SkippedRow> warnings) {
    /** Copies both lists. */
    public LoadedProvisioning {
        Objects.requireNonNull(provisioning);
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
    }

    /** The same with more warnings. */
    LoadedProvisioning withWarnings(List<SkippedRow> more) {
        List<SkippedRow> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new LoadedProvisioning(provisioning, skipped, all);
    }
}
