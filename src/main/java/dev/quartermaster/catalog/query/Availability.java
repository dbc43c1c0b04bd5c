package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.model.RegionState;
import java.util.List;
import java.util.Optional;

/**
 * Whether and how a region offers a model.
 *
 * @param access what the region offers; empty when it does not list the model
 * @param state how the region answered; empty when it was not asked
 * @param elsewhere the regions from which the model can be called
 */
public record Availability(
        CatalogModel model,
        String region,
        Optional<RegionAccess> access,
        Optional<RegionState> state,
        List<String> elsewhere) {

    public boolean available() {
        return access.filter(RegionAccess::callable).isPresent();
    }
}
