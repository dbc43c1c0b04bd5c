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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of models. */
public class ModelListQuery {

    static final List<String> NAMES = List.of(
            "provider",
            "capability",
            "feature",
            "min_input_per_1m",
            "max_input_per_1m",
            "min_context_window",
            "enabled",
            "q",
            "alias",
            "family",
            "limit",
            "cursor");

    /** A provider, or an alias of its name. */
    @QueryParam("provider")
    @Nullable String provider;

    @QueryParam("capability")
    @Parameter(description = "All of these, separated by commas or repeated")
    @Nullable List<String> capability;

    @QueryParam("feature")
    @Parameter(description = "All of these, separated by commas or repeated")
    @Nullable List<String> feature;

    @QueryParam("min_input_per_1m")
    @Parameter(description = "USD per million input tokens")
    @Nullable String minInputPer1m;

    @QueryParam("max_input_per_1m")
    @Parameter(description = "USD per million input tokens")
    @Nullable String maxInputPer1m;

    @QueryParam("min_context_window")
    @Parameter(description = "Tokens")
    @Nullable String minContextWindow;

    @QueryParam("enabled")
    @Nullable String enabled;

    @QueryParam("q")
    @Parameter(description = "Words that all stand in its id, name, aliases or family")
    @Nullable String text;

    @QueryParam("alias")
    @Nullable String alias;

    @QueryParam("family")
    @Nullable String family;

    @QueryParam("limit")
    @DefaultValue(Page.DEFAULT_LIMIT)
    @Nullable String limit;

    @QueryParam("cursor")
    @Nullable String cursor;

    ModelQuery query(RegistrySnapshot models) {
        ParameterNames known = new ParameterNames(models);
        PriceRange price = new PriceRange(
                ListParameters.price("min_input_per_1m", minInputPer1m),
                ListParameters.price("max_input_per_1m", maxInputPer1m));
        return new ModelQuery(
                known.provider(provider),
                known.capabilities(ListParameters.list(capability)),
                ParameterNames.features("feature", ListParameters.list(feature)),
                price,
                ListParameters.count("min_context_window", minContextWindow),
                QueryParameters.flag("enabled", enabled),
                QueryParameters.text(text),
                QueryParameters.text(alias),
                QueryParameters.text(family));
    }

    /** Null for the first page. */
    @Nullable ModelKey after() {
        Cursor place = Cursor.parse(cursor);
        return place == null ? null : ModelKey.parse(place.key()).orElseThrow(Cursor::refused);
    }
}
