package dev.quartermaster.api.models;

import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.query.ModelQuery;
import dev.quartermaster.registry.query.PriceRange;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a list of models.
 *
 * @param provider the name of a provider, or an alias of it
 */
public record ModelListQuery(
        @QueryParam("provider") @Nullable String provider,

        @QueryParam("capability") @Parameter(description = "All of these, separated by commas or repeated") @Nullable List<String> capability,

        @QueryParam("feature") @Parameter(description = "All of these, separated by commas or repeated") @Nullable List<String> feature,

        @QueryParam("min_input_per_1m") @Parameter(description = "USD per million input tokens") @Nullable String minInputPer1m,

        @QueryParam("max_input_per_1m") @Parameter(description = "USD per million input tokens") @Nullable String maxInputPer1m,

        @QueryParam("min_context_window") @Parameter(description = "Tokens") @Nullable String minContextWindow,

        @QueryParam("enabled") @Nullable String enabled,

        @QueryParam("q") @Parameter(description = "Words that all stand in its id, name, aliases or family") @Nullable String text,

        @QueryParam("alias") @Nullable String alias,
        @QueryParam("family") @Nullable String family,

        @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT)
        String limit,

        @QueryParam("cursor") @Nullable String cursor) {

    /** More than any price list has; beyond, a number is an attack on whoever compares it. */
    private static final int LONGEST_NUMBER = 30;

    ModelQuery query(RegistrySnapshot models) {
        ParameterNames known = new ParameterNames(models);
        PriceRange price =
                new PriceRange(price("min_input_per_1m", minInputPer1m), price("max_input_per_1m", maxInputPer1m));
        return new ModelQuery(
                known.provider(provider),
                known.capabilities(list(capability)),
                ParameterNames.features("feature", list(feature)),
                price,
                count("min_context_window", minContextWindow),
                QueryParameters.flag("enabled", enabled),
                QueryParameters.text(text),
                QueryParameters.text(alias),
                QueryParameters.text(family));
    }

    /** The last model of the page before; null for the first page. */
    @Nullable ModelKey after() {
        Cursor place = Cursor.parse(cursor);
        return place == null ? null : ModelKey.parse(place.key()).orElseThrow(Cursor::refused);
    }

    /** Splits values that are repeated, or separated by commas. */
    private static List<String> list(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }

    private static @Nullable Long count(String param, @Nullable String value) {
        String number = QueryParameters.text(value);
        if (number == null) {
            return null;
        }
        try {
            long count = Long.parseLong(number);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a negative number is.
        }
        throw ParameterNames.invalid(param, "must be a whole number of tokens");
    }

    private static @Nullable BigDecimal price(String param, @Nullable String value) {
        String number = QueryParameters.text(value);
        if (value == null || number == null) {
            return null;
        }
        try {
            if (value.length() <= LONGEST_NUMBER) {
                BigDecimal price = new BigDecimal(number);
                if (price.signum() >= 0 && Math.abs((long) price.scale()) <= LONGEST_NUMBER) {
                    return price;
                }
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a negative price is.
        }
        throw ParameterNames.invalid(param, "must be a price in USD per million tokens, such as 0.25");
    }
}
