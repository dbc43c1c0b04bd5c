package dev.quartermaster.api.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.Paging;
import dev.quartermaster.catalog.model.CatalogModel;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param nextCursor asks for the models after these; null when there are none */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ModelList(
        List<ModelEntry> data,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(nullable = true)
        String nextCursor) {

    /**
     * One page. A cursor names the last id before it, so a catalog that changes between two pages neither repeats nor
     * skips a model that is in both.
     *
     * @param found in the order of their ids
     * @param region the only one to show of each; null for all
     */
    static ModelList page(List<CatalogModel> found, String limit, String cursor, String region) {
        String after = cursor == null ? "" : Paging.after(cursor);
        List<CatalogModel> rest =
                found.stream().filter(model -> model.id().compareTo(after) > 0).toList();
        Paging.Part<CatalogModel> page = Paging.part(rest, Paging.limit(limit));
        String shown = region == null ? null : region.strip().toLowerCase(Locale.ROOT);
        return new ModelList(
                page.rows().stream().map(model -> ModelEntry.of(model, shown)).toList(),
                page.next(last -> Paging.cursor(last.id())));
    }
}
