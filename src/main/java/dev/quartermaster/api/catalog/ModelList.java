package dev.quartermaster.api.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.domain.QuartermasterException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** @param nextCursor asks for the models after these; null when there are none */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ModelList(
        List<ModelEntry> data,
        @JsonInclude(JsonInclude.Include.ALWAYS) String nextCursor) {

    private static final int MOST = 1000;

    /**
     * One page. A cursor names the last id before it, so a catalog that changes between two pages neither repeats nor
     * skips a model that is in both.
     *
     * @param found in the order of their ids
     * @param region the only one to show of each; null for all
     */
    static ModelList page(List<CatalogModel> found, String limit, String cursor, String region) {
        int size = size(limit);
        String after = cursor == null ? "" : decode(cursor);
        List<CatalogModel> rest =
                found.stream().filter(model -> model.id().compareTo(after) > 0).toList();
        List<CatalogModel> page = rest.subList(0, Math.min(size, rest.size()));
        String next = rest.size() > size ? encode(page.get(size - 1).id()) : null;
        String shown = region == null ? null : region.strip().toLowerCase(Locale.ROOT);
        return new ModelList(
                page.stream().map(model -> ModelEntry.of(model, shown)).toList(), next);
    }

    private static int size(String limit) {
        try {
            int size = Integer.parseInt(limit);
            if (size >= 1 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw QuartermasterException.invalid("limit", "'limit' must be a number from 1 to " + MOST);
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw QuartermasterException.invalid("cursor", "'cursor' is not one that this list gave out");
        }
    }
}
