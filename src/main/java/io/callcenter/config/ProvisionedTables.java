package io.callcenter.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.core.Provisioning;
import io.callcenter.core.Reply;
import io.callcenter.mi.access.CommandAnswer;
import io.callcenter.mi.command.Provisioner;
import io.callcenter.mi.command.ProvisioningDifference;
import io.callcenter.store.database.DatabaseRole;
import io.callcenter.store.database.ProvisionedTable;
import io.callcenter.store.database.ProvisioningNames;
import io.callcenter.store.provisioning.LoadedProvisioning;
import io.callcenter.store.provisioning.Partition;
import io.callcenter.store.provisioning.ProvisioningEdit;
import io.callcenter.store.provisioning.ProvisioningEdit.Outcome;
import io.callcenter.store.provisioning.ProvisioningEditor;
import io.callcenter.store.provisioning.ProvisioningReader;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** The commands' way to the tables of flows and agents: each in its turn with the loads, on the loads' thread. */
final class ProvisionedTables implements Provisioner {
    private final ProvisioningEditor editor;
    private final ProvisioningNames names;
    private final ProvisioningReader reader;
    private final ProvisioningLoad load;
    private final ProvisioningDifference difference;

    private ProvisionedTables(
            ProvisioningEditor editor, ProvisioningNames names, ProvisioningReader reader, ProvisioningLoad load) {
        this.editor = editor;
        this.names = names;
        this.reader = reader;
        this.load = load;
        this.difference = new ProvisioningDifference(
                names.columns(ProvisionedTable.FLOWS), names.columns(ProvisionedTable.AGENTS));
    }

    static ProvisionedTables of(
            Foundation foundation, ProvisioningReader reader, ProvisioningLoad load, Partition partition) {
        ProvisioningNames names = foundation.names();
        return new ProvisionedTables(
                new ProvisioningEditor(
                        foundation.databases().dataSource(DatabaseRole.PROVISIONING),
                        names,
                        () -> reader.inUse().provisioning(),
                        partition),
                names,
                reader,
                load);
    }

    @Override
    public List<String> columns(Kind kind) {
        return names.settable(table(kind));
    }

    @Override
    public CompletionStage<CommandAnswer> change(Change change) {
        ProvisioningEdit edit =
                new ProvisioningEdit(table(change.kind()), change.id(), change.values(), change.dryRun());
        return inTurn(() -> {
            Provisioning before = reader.inUse().provisioning();
            Outcome outcome = editor.edit(edit);
            if (outcome instanceof Outcome.Done done && !change.dryRun()) {
                return reloaded(before, done.trace());
            }
            return answer(before, outcome).now();
        });
    }

    /** The differences are found here, on the thread of the loads, so that no thread that takes replies is held up. */
    private CompletionStage<CommandAnswer> reloaded(Provisioning before, String trace) {
        CompletionStage<Reply> reply = load.load();
        LoadedProvisioning loaded = reader.inUse();
        CommandAnswer done =
                new CommandAnswer.Result(difference.between(before, loaded.provisioning(), loaded.skipped()), trace);
        return reply.thenApply(r -> r instanceof Reply.Refused refused
                ? new CommandAnswer.Failure(refused.code(), refused.text(), "written: " + trace)
                : done);
    }

    @Override
    public CompletionStage<CommandAnswer> show(Kind kind, String id) {
        return inTurn(() -> answer(reader.inUse().provisioning(), editor.show(table(kind), id))
                .now());
    }

    @Override
    public CompletionStage<CommandAnswer> compare() {
        return inTurn(() -> answer(reader.inUse().provisioning(), editor.look()).now());
    }

    private CompletionStage<CommandAnswer> inTurn(Supplier<CompletionStage<CommandAnswer>> task) {
        try {
            return load.inTurn(task);
        } catch (RejectedExecutionException e) {
            return CommandAnswer.serverError("overloaded").now();
        }
    }

    private CommandAnswer answer(Provisioning before, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return new CommandAnswer.Failure(refused.code(), refused.text(), refused.reason());
        }
        if (outcome instanceof Outcome.Row row) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            row.values().forEach((name, value) -> node.set(name, json(value)));
            return new CommandAnswer.Result(node);
        }
        LoadedProvisioning loaded = ((Outcome.Done) outcome).loaded();
        return new CommandAnswer.Result(difference.between(before, loaded.provisioning(), loaded.skipped()), "dry run");
    }

    private static JsonNode json(Object value) {
        if (value == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        return value instanceof Number number
                ? JsonNodeFactory.instance.numberNode(number.longValue())
                : JsonNodeFactory.instance.textNode(value.toString());
    }

    private static ProvisionedTable table(Kind kind) {
        return kind == Kind.FLOW ? ProvisionedTable.FLOWS : ProvisionedTable.AGENTS;
    }
}
