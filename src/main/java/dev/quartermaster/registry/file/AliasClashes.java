package dev.quartermaster.registry.file;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryFileReader.Numbered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Within a provider a name means one model. An entry whose alias already names another one is left out; across providers
 * a name may repeat, as ids do.
 */
final class AliasClashes {

    private AliasClashes() {}

    /** @param problems where the entries left out are added */
    static List<RegistryEntry> leaveOut(List<Numbered> entries, List<RegistryProblem> problems) {
        Map<ModelKey, ModelSpec> taken = new HashMap<>();
        entries.forEach(numbered ->
                taken.put(numbered.entry().model().key(), numbered.entry().model()));
        List<RegistryEntry> kept = new ArrayList<>();
        for (Numbered numbered : entries) {
            ModelSpec model = numbered.entry().model();
            String clash = firstClash(model, taken);
            if (clash == null) {
                model.aliases().forEach(alias -> taken.put(named(model, alias), model));
                kept.add(numbered.entry());
            } else {
                taken.remove(model.key());
                problems.add(new RegistryProblem(
                        model.key().id(), model.key().provider().value(), numbered.index(), clash));
            }
        }
        problems.sort((one, other) -> Integer.compare(one.index(), other.index()));
        return kept;
    }

    private static @Nullable String firstClash(ModelSpec model, Map<ModelKey, ModelSpec> taken) {
        for (String alias : model.aliases()) {
            ModelSpec other = taken.get(named(model, alias));
            if (other != null) {
                return "aliases: '" + alias + "' already names " + other.key();
            }
        }
        return null;
    }

    private static ModelKey named(ModelSpec model, String alias) {
        return new ModelKey(model.key().provider(), alias);
    }
}
