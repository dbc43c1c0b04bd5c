package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.validation.ModelValidator;
import dev.quartermaster.inference.validation.Validation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Validates models without calling them. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ModelValidationResource {

    private static final int MOST_MODELS = 1000;

    private final ModelValidator validator;
    private final ObjectMapper json;

    ModelValidationResource(ModelValidator validator, ObjectMapper json) {
        this.validator = validator;
        this.json = json;
    }

    @Schema(name = "ModelValidationRequest")
    record Wanted(
            @Schema(required = true, minItems = 1) List<String> models,
            @Schema(nullable = true) List<String> features) {}

    @Schema(name = "FeatureRequest")
    record WantedFeatures(@Schema(nullable = true) List<String> features) {}

    @POST
    @Path("/validation")
    @Operation(
            summary = "Whether models could be used here",
            description = "Each exists, is enabled, has a provider with credentials, can be reached from the configured"
                    + " region (Bedrock), and has the features: tools, streaming, vision, structured_output,"
                    + " reasoning, prompt_caching.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Wanted.class)))
    public Uni<ValidationList> validate(byte[] body) {
        JsonFields fields = JsonFields.of(JsonBody.parse(json, body), "");
        Set<String> models = new LinkedHashSet<>(fields.texts("models"));
        Set<Feature> features = ParameterNames.features("features", fields.texts("features"));
        requireNothingElse(fields);
        if (models.isEmpty()) {
            throw ListParameters.invalid("models", "must name at least one model");
        }
        if (models.size() > MOST_MODELS) {
            throw ListParameters.invalid("models", "must not name more than " + MOST_MODELS + " models");
        }
        return validator.validate(List.copyOf(models), features).map(ValidationList::of);
    }

    @POST
    @Path("/{provider}/{model:.+}/validation")
    @Operation(summary = "Whether one model could be used here")
    @RequestBody(
            required = false,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WantedFeatures.class)))
    public Uni<ValidationEntry> validateOne(
            @PathParam("provider") String provider, @PathParam("model") String model, byte[] body) {
        Set<Feature> features = body == null || body.length == 0 ? Set.of() : features(body);
        return validator
                .validate(List.of(provider + "/" + model), features)
                .map(found -> ValidationEntry.of(found.get(0)));
    }

    private Set<Feature> features(byte[] body) {
        JsonFields fields = JsonFields.of(JsonBody.parse(json, body), "");
        Set<Feature> features = ParameterNames.features("features", fields.texts("features"));
        requireNothingElse(fields);
        return features;
    }

    private static void requireNothingElse(JsonFields fields) {
        fields.rest().keySet().stream().findFirst().ifPresent(name -> {
            throw QuartermasterException.invalid(name, "'" + name + "' is not a field of this request");
        });
    }

    /** @param valid whether all of them are */
    @Schema(name = "ValidationList")
    record ValidationList(boolean valid, List<ValidationEntry> data) {

        static ValidationList of(List<Validation> found) {
            return new ValidationList(
                    found.stream().allMatch(Validation::valid),
                    found.stream().map(ValidationEntry::of).toList());
        }
    }
}
