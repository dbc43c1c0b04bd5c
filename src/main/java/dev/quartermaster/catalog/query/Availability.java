package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.model.RegionState;
import java.util.List;
import java.util.Optional;

/**
 * Availability of a model in a region.
 *
 * @param access the access the region offers; empty if it does not list the model
 * @param state the region's state; empty if it was not queried
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
