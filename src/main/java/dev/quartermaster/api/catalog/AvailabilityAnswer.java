package dev.quartermaster.api.catalog;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.query.CatalogIndex.Availability;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The availability of a model in a region.
 *
 * @param available true when it can be called from the region within the residency asked for
 * @param regionState how the region answered when it was last asked; null when it never was
 * @param access how the region offers it; null when it does not
 * @param call what to call; null when {@code available} is false
 * @param reason why it is not available; null when it is
 * @param availableIn the regions from which it can be called
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record AvailabilityAnswer(
        String modelId,
        String region,
        boolean available,
        @Schema(nullable = true) @Nullable String regionState,
        @Schema(nullable = true) ModelEntry.@Nullable InRegion access,
        @Schema(nullable = true) @Nullable Call call,
        @Schema(nullable = true) @Nullable String reason,
        List<String> availableIn) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Call(String id, String priceRoute, SortedSet<String> memberRegions) {

        static Call of(CallRoute route) {
            return new Call(
                    route.callId(), Objects.requireNonNull(route.priceRoute()).wire(), route.memberRegions());
        }
    }

    static AvailabilityAnswer of(CatalogIndex index, String model, String region, @Nullable String residency) {
        Availability found = index.availability(model, region);
        try {
            return answer(found, Call.of(index.resolve(model, region, residency)), null);
        } catch (QuartermasterException refusal) {
            if (refusal.code() != ErrorCode.MODEL_NOT_SUITABLE) {
                throw refusal;
            }
            return answer(found, null, refusal.getMessage());
        }
    }

    private static AvailabilityAnswer answer(Availability found, @Nullable Call call, @Nullable String reason) {
        return new AvailabilityAnswer(
                found.model().id(),
                found.region(),
                call != null,
                found.state().map(state -> state.kind().wire()).orElse(null),
                found.access().map(ModelEntry.InRegion::of).orElse(null),
                call,
                reason,
                found.elsewhere());
    }
}
