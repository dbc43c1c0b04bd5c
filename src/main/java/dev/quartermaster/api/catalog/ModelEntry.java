package dev.quartermaster.api.catalog;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.InvocationAccess;
import dev.quartermaster.catalog.model.ModelFacts;
import dev.quartermaster.catalog.model.RegionAccess;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalog.
 *
 * @param regions its access in each region; only in the one of the query, where it names one
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ModelEntry(
        String id,
        String name,
        String provider,
        SortedSet<String> inputModalities,
        SortedSet<String> outputModalities,
        boolean streaming,
        SortedMap<String, InRegion> regions) {

    /**
     * The access to a model in one region.
     *
     * @param access {@code direct}, {@code regional_profile}, {@code global_profile}; none of them means provisioned
     *     throughput only
     * @param endOfLife when it stops answering there; null where none is announced
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record InRegion(
            List<String> access,
            List<Profile> profiles,
            String lifecycle,
            @Schema(nullable = true) @Nullable Instant endOfLife) {

        static InRegion of(RegionAccess access) {
            return new InRegion(
                    access.ways().stream().map(InvocationAccess::wire).toList(),
                    access.profiles().stream().map(Profile::of).toList(),
                    access.lifecycle().status(),
                    access.lifecycle().endOfLife());
        }
    }

    /**
     * An inference profile.
     *
     * @param anywhere true when AWS may answer in regions that it does not name
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Profile(
            String id, String access, String priceRoute, SortedSet<String> memberRegions, boolean anywhere) {

        static Profile of(InferenceProfile profile) {
            return new Profile(
                    profile.id(),
                    profile.access().wire(),
                    profile.priceRoute().wire(),
                    profile.memberRegions(),
                    profile.anywhere());
        }
    }

    /** @param region the only one to show; null for all */
    static ModelEntry of(CatalogModel model, @Nullable String region) {
        ModelFacts facts = model.facts();
        SortedMap<String, InRegion> shown = new TreeMap<>();
        model.regions().forEach((id, access) -> {
            if (region == null || region.equals(id)) {
                shown.put(id, InRegion.of(access));
            }
        });
        return new ModelEntry(
                facts.id(),
                facts.name(),
                facts.provider(),
                facts.inputModalities(),
                facts.outputModalities(),
                facts.streaming(),
                shown);
    }
}
