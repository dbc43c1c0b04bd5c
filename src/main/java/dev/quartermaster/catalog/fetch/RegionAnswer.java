package dev.quartermaster.catalog.fetch;

import dev.quartermaster.catalog.fetch.ControlPlaneParser.ModelOffer;
import dev.quartermaster.catalog.fetch.ControlPlaneParser.ProfileOffer;
import dev.quartermaster.catalog.model.RegionState;
import java.util.ArrayList;
import java.util.List;

/**
 * Response of a region to one query or to both.
 *
 * @param detail the reason why there is no data, unless the kind is {@link RegionState.Kind#OK}
 */
public record RegionAnswer(
        String region, RegionState.Kind kind, String detail, List<ModelOffer> models, List<ProfileOffer> profiles) {

    public RegionAnswer {
        models = List.copyOf(models);
        profiles = List.copyOf(profiles);
    }

    public static RegionAnswer offered(String region, List<ModelOffer> models, List<ProfileOffer> profiles) {
        return new RegionAnswer(region, RegionState.Kind.OK, "", models, profiles);
    }

    public static RegionAnswer notEnabled(String region, String detail) {
        return new RegionAnswer(region, RegionState.Kind.NOT_ENABLED, detail, List.of(), List.of());
    }

    public static RegionAnswer failed(String region, String detail) {
        return new RegionAnswer(region, RegionState.Kind.FAILED, detail, List.of(), List.of());
    }

    /** Both lists together. Half a region would look like a region without profiles, so the worse state counts. */
    RegionAnswer and(RegionAnswer other) {
        if (kind != RegionState.Kind.OK || other.kind != RegionState.Kind.OK) {
            return kind.compareTo(other.kind) >= 0 ? this : other;
        }
        List<ModelOffer> allModels = new ArrayList<>(models);
        allModels.addAll(other.models);
        List<ProfileOffer> allProfiles = new ArrayList<>(profiles);
        allProfiles.addAll(other.profiles);
        return offered(region, allModels, allProfiles);
    }
}
