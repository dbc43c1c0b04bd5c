package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.Deprecation;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model as the registry file writes it, with one more field: {@code state}, which tells if it can be used now
 * ({@code usable}, else why not in {@code reason}), where it stands ({@code source}: the registry, or only Bedrock's
 * catalog), where it is offered ({@code regions}), and whether its end is near ({@code deprecation}).
 */
final class ModelRow {

    private ModelRow() {}

    /**
     * @param models the registry the entry is of
     * @param callable whether its provider can be called now
     */
    static ObjectNode of(RegistrySnapshot models, RegistryEntry entry, boolean callable, LocalDate today) {
        ObjectNode row = EntryWriter.write(entry);
        ModelKey key = entry.model().key();
        ObjectNode state = row.putObject("state");
        Optional<Deprecation> end = Deprecation.of(entry.model(), today);
        String reason = reason(entry.model(), callable);
        state.put("usable", reason == null);
        if (reason != null) {
            state.put("reason", reason);
        }
        state.put("source", models.isSupplied(key) ? "catalog" : "registry");
        models.find(key).ifPresent(model -> model.regions().forEach(state.withArray("regions")::add));
        end.ifPresent(near -> {
            state.put("deprecation", near.toString());
            state.put("days_left", near.daysLeft());
        });
        return row;
    }

    private static @Nullable String reason(ModelSpec model, boolean callable) {
        if (!model.enabled()) {
            return "it is not enabled";
        }
        return callable ? null : "provider " + model.key().provider() + " is off or has no usable credentials";
    }
}
