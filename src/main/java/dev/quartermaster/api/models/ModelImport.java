package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.edit.Edit;
import dev.quartermaster.registry.edit.EntryTag;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.registry.edit.RegistryEditor;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.imports.ForeignList;
import dev.quartermaster.registry.imports.ImportFormat;
import dev.quartermaster.registry.imports.ImportPlan;
import dev.quartermaster.registry.imports.ImportPlanner;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Imports a foreign list of models into the registry: reads it, plans, and makes all the changes or none. */
@Singleton
class ModelImport {

    private final ModelRegistry registry;
    private final RegistryEditor editor;
    private final Providers providers;
    private final Clock clock;

    ModelImport(ModelRegistry registry, RegistryEditor editor, Providers providers, Clock clock) {
        this.registry = registry;
        this.editor = editor;
        this.providers = providers;
        this.clock = clock;
    }

    /** @param format null to find it out */
    record Order(@Nullable ImportFormat format, boolean dryRun, boolean acceptPriceChanges) {}

    private record Planned(ImportFormat format, ImportPlan plan, RegistrySnapshot held) {}

    Uni<ImportAnswer> run(ObjectMapper json, byte[] document, Order order, Author author) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "imports start on an event loop");
        return Uni.createFrom()
                .item(() -> plan(json, document, order))
                // Some thousand rows are read and checked: too long for an event loop.
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(task -> context.runOnContext(now -> task.run()))
                .call(planned -> order.dryRun() ? Uni.createFrom().voidItem() : apply(planned, author))
                .map(planned -> ImportAnswer.of(planned.format(), order.dryRun(), planned.plan()));
    }

    private Planned plan(ObjectMapper json, byte[] document, Order order) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        ForeignList list = ForeignList.read(json, document, order.format(), today);
        RegistrySnapshot held = registry.snapshot();
        Set<ProviderId> known =
                providers.states().stream().map(ProviderState::id).collect(Collectors.toSet());
        held.models().forEach(model -> known.add(model.key().provider()));
        ImportPlan plan =
                ImportPlanner.plan(list.rows(), held, known::contains, registry::fault, order.acceptPriceChanges());
        return new Planned(list.format(), plan, held);
    }

    private Uni<?> apply(Planned planned, Author author) {
        List<Edit> edits = edits(planned.plan(), planned.held());
        return edits.isEmpty() ? Uni.createFrom().voidItem() : editor.apply(edits, author);
    }

    /** Each edit expects the registry that the plan was made against, so that no edit in between is lost. */
    private static List<Edit> edits(ImportPlan plan, RegistrySnapshot held) {
        List<Edit> edits = new ArrayList<>();
        plan.added().forEach(addition -> edits.add(put(addition.entry(), Expectation.ABSENT)));
        plan.changed().forEach(change -> edits.add(put(change.after(), unchanged(change.before(), held))));
        return edits;
    }

    /** A model that only the catalog knows is not in the registry yet. */
    private static Expectation unchanged(RegistryEntry before, RegistrySnapshot held) {
        return held.isSupplied(before.model().key()) ? Expectation.ABSENT : Expectation.tag(EntryTag.of(before));
    }

    private static Edit put(RegistryEntry entry, Expectation expected) {
        return Edit.put(entry.model().key(), EntryWriter.write(entry), expected);
    }
}
