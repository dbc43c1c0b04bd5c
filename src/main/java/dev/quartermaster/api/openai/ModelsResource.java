package dev.quartermaster.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.CallerGrant;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.domain.model.Tasks;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/models[/{id}]}: the models that may be asked for, in the dialect's shape. */
@Path("/v1/models")
@Tag(name = "OpenAI dialect")
public class ModelsResource {

    private final ModelRegistry registry;
    private final Providers providers;

    ModelsResource(ModelRegistry registry, Providers providers) {
        this.registry = registry;
        this.providers = providers;
    }

    @Schema(name = "Models")
    record ModelList(String object, List<Model> data) {}

    /**
     * @param created when its registry entry was last priced, in seconds since the epoch; 0 where that is not known
     * @param available whether its provider can be called now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy,
            @Nullable String name,
            @JsonProperty("context_window") @Nullable Long contextWindow,
            @JsonProperty("max_output_tokens") @Nullable Long maxOutputTokens,
            Set<String> capabilities,
            List<String> features,
            Prices pricing,
            boolean available) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Prices(
            @JsonProperty("input_per_1m") @Nullable BigDecimal inputPer1m,
            @JsonProperty("output_per_1m") @Nullable BigDecimal outputPer1m,
            @JsonProperty("cache_read_per_1m") @Nullable BigDecimal cacheReadPer1m,
            @JsonProperty("cache_write_5m_per_1m") @Nullable BigDecimal cacheWrite5mPer1m,
            @JsonProperty("cache_write_1h_per_1m") @Nullable BigDecimal cacheWrite1hPer1m) {}

    @RolesAllowed(Roles.AGENT)
    @GET
    @Operation(summary = "The models that may be asked for")
    public ModelList list(@Context RoutingContext context) {
        CallerGrant grant = RequestInfo.of(context).caller().grant();
        RegistrySnapshot models = registry.snapshot();
        List<Model> data = models.models().stream()
                .filter(ModelSpec::enabled)
                .filter(model -> grant.mayUse(model.key()))
                .map(model -> describe(model, shortestName(models, model)))
                .toList();
        return new ModelList("list", data);
    }

    @RolesAllowed(Roles.AGENT)
    @GET
    @Path("{id:.+}")
    @Operation(summary = "One model, by any of its names")
    public Model one(@PathParam("id") String id) {
        return registry.snapshot()
                .resolve(id)
                .filter(ModelSpec::enabled)
                .map(model -> describe(model, id))
                .orElseThrow(() -> new QuartermasterException(
                        ErrorCode.MODEL_NOT_FOUND, "The model `" + id + "` does not exist.", "model", null));
    }

    /** Its plain id where that leads back to it, else its qualified one: what a request may name it by. */
    private static String shortestName(RegistrySnapshot models, ModelSpec model) {
        String id = model.key().id();
        return models.resolve(id).filter(model::equals).isPresent()
                ? id
                : model.key().toString();
    }

    private Model describe(ModelSpec model, String id) {
        Pricing pricing = model.pricing();
        Rates rates = pricing.base();
        return new Model(
                id,
                "model",
                pricing.asOf() == null
                        ? 0
                        : pricing.asOf().atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                model.key().provider().value(),
                model.name(),
                model.contextWindow(),
                model.maxOutputTokens(),
                Tasks.capabilities(model),
                model.features().stream().map(feature -> feature.wire()).toList(),
                new Prices(
                        rates.inputPer1m(),
                        rates.outputPer1m(),
                        rates.cacheReadPer1m(),
                        rates.cacheWrite5mPer1m(),
                        rates.cacheWrite1hPer1m()),
                providers.usable(model.key().provider()));
    }
}
