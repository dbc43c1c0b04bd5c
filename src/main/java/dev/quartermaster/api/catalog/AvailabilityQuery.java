package dev.quartermaster.api.catalog;

import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of an availability check.
 *
 * @param residency {@code eu}, {@code us} …; anywhere when it is not given
 */
public record AvailabilityQuery(
        @QueryParam("model") @Nullable String model,
        @QueryParam("region") @Nullable String region,
        @QueryParam("residency") @Nullable String residency) {

    AvailabilityAnswer ask(CatalogIndex index) {
        return AvailabilityAnswer.of(index, required("model", model), required("region", region), residency);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw QuartermasterException.invalid(name, "'" + name + "' is required");
        }
        return value;
    }
}
