package io.callcenter.core.rules;

import io.callcenter.core.ReloadDifference;
import io.callcenter.ids.AgentId;
import io.callcenter.ids.FlowId;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a reload does, for its answer and its report. */
final class ReloadChanges {
    /** The changes of one kind of row. */
    final class Of<T> {
        private final String kind;
        private final List<T> added = new ArrayList<>();
        private final List<T> changed = new ArrayList<>();
        private final List<T> removed = new ArrayList<>();

        private Of(String kind) {
            this.kind = kind;
        }

        void added(T id) {
            note("+", id, added);
        }

        void changed(T id) {
            note("~", id, changed);
        }

        /** It, or what belongs to it, has changed: noted once. */
        void alsoChanged(T id) {
            if (!added.contains(id) && !changed.contains(id)) {
                changed(id);
            }
        }

        void removed(T id) {
            note("-", id, removed);
        }

        private void note(String sign, T id, List<T> list) {
            list.add(id);
            lines.add(sign + kind + " " + id);
        }

        ReloadDifference<T> difference() {
            return new ReloadDifference<>(added, changed, removed);
        }
    }

    private final List<String> lines = new ArrayList<>();
    final Of<FlowId> flows = new Of<>("flow");
    final Of<AgentId> agents = new Of<>("agent");

    /** Each change in the order in which it was made: {@code +flow x}, {@code ~agent y}, {@code -flow z}. */
    List<String> lines() {
        return lines;
    }
}
