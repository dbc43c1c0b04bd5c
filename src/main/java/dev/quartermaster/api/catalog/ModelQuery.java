package dev.quartermaster.api.catalog;

import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InvocationAccess;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.query.ModelFilter;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a list of models. */
public record ModelQuery(
        @QueryParam("region") @Nullable String region,
        @QueryParam("provider") @Nullable String provider,
        @QueryParam("streaming") @Nullable String streaming,
        @QueryParam("modality") @Nullable String modality,
        @QueryParam("access") @Nullable String access,

        @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT)
        String limit,

        @QueryParam("cursor") @Nullable String cursor) {

    ModelFilter filter() {
        return new ModelFilter(region, provider, streamingWanted(), modality, accessWanted());
    }

    /**
     * One page. A cursor names the last id before it, so a catalog that changes between two pages neither repeats nor
     * skips a model that is in both.
     */
    Page<ModelEntry> page(CatalogIndex index) {
        List<CatalogModel> found = index.list(filter());
        Cursor place = Cursor.parse(cursor);
        String shown = region == null ? null : region.strip().toLowerCase(Locale.ROOT);
        return Page.of(
                found.stream()
                        .filter(model -> place == null || model.id().compareTo(place.key()) > 0)
                        .toList(),
                Page.limit(limit),
                model -> ModelEntry.of(model, shown),
                last -> new Cursor(last.id()));
    }

    private @Nullable Boolean streamingWanted() {
        if (streaming == null) {
            return null;
        }
        return switch (streaming) {
            case "true" -> true;
            case "false" -> false;
            default -> throw QuartermasterException.invalid("streaming", "'streaming' must be true or false");
        };
    }

    private @Nullable InvocationAccess accessWanted() {
        if (access == null) {
            return null;
        }
        String known = Arrays.stream(InvocationAccess.values())
                .map(InvocationAccess::wire)
                .collect(Collectors.joining(", "));
        return InvocationAccess.parse(access)
                .orElseThrow(() -> QuartermasterException.invalid("access", "'access' must be one of " + known));
    }
}
