package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.BedrockProfile;
import java.util.Optional;

/**
 * A call of a model that the catalog does not know. Its name is all there is to go by.
 *
 * @param region where it would be called
 */
record UnlistedModelRoute(ModelSpec model, String region, Regions regions) {

    private static final int REGION_OF_ARN = 3;

    /** @param residency null for anywhere */
    boolean staysWithin(String residency) {
        if (residency == null || residency.equals(Regions.ANYWHERE)) {
            return true;
        }
        String id = model.key().id();
        Optional<String> geography = BedrockProfile.residency(model.key());
        if (id.startsWith("arn:")) {
            return arnStaysWithin(id, residency);
        }
        return geography.map(residency::equals).orElseGet(() -> regions.within(residency, region));
    }

    /** Returns whether an account's own profile stays within a residency; only the registry can say so. */
    private boolean arnStaysWithin(String arn, String residency) {
        String[] parts = arn.split(":", -1);
        boolean here = parts.length > REGION_OF_ARN && regions.within(residency, parts[REGION_OF_ARN]);
        return here && (!arn.contains("inference-profile") || residency.equals(model.residency()));
    }
}
