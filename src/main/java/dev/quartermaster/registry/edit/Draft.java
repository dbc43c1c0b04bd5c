package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryContent;
import dev.quartermaster.registry.file.RegistryDocument;
import java.util.List;

/**
 * A registry with edits made to it, before anything is kept.
 *
 * @param changes one for each edit
 * @param kept those of them that change something
 * @param document what the registry says then
 */
record Draft(List<EntryChange> changes, List<EntryChange> kept, RegistryDocument document) {

    /** @throws dev.quartermaster.domain.QuartermasterException when the edits may not be made */
    static Draft of(List<Edit> edits, RegistryContent now, ModelRegistry registry) {
        EditPlan plan = EditPlan.of(registry.read(now), edits);
        RegistryDocument then =
                registry.read(new RegistryContent(now.file(), now.overrides().with(plan.targets())));
        List<EntryChange> changes = plan.verify(then);
        return new Draft(
                changes, changes.stream().filter(EntryChange::isEffective).toList(), then);
    }
}
