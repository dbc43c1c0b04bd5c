package dev.quartermaster.api.models;

import dev.quartermaster.api.BodyReader;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.validation.Finding;
import dev.quartermaster.inference.validation.ModelValidator;
import dev.quartermaster.inference.validation.Validation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotEmpty;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Validates models without calling them. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ModelValidationResource {

    private static final int MOST_MODELS = 1000;
    private static final String UNKNOWN = "is not a field of this request";

    private final ModelValidator validator;
    private final BodyReader bodies;

    ModelValidationResource(ModelValidator validator, BodyReader bodies) {
        this.validator = validator;
        this.bodies = bodies;
    }

    @RegisterForReflection
    @Schema(name = "ModelValidationRequest")
    record ModelsBody(
            @Schema(required = true, minItems = 1) @NotEmpty(message = "must name at least one model") List<String> models,

            @Schema(nullable = true) @Nullable List<String> features) {}

    @RegisterForReflection
    @Schema(name = "FeatureRequest")
    record FeaturesBody(@Schema(nullable = true) @Nullable List<String> features) {}

    @RolesAllowed(Roles.AGENT)
    @POST
    @Path("/validation")
    @Operation(
            summary = "Whether models could be used here",
            description = "Each exists, is enabled, has a provider with credentials, can be reached from the configured"
                    + " region (Bedrock), and has the features: tools, streaming, vision, structured_output,"
                    + " reasoning, prompt_caching.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ModelsBody.class)))
    public Uni<ValidationList> validate(byte[] content) {
        ModelsBody body = bodies.read(content, ModelsBody.class, UNKNOWN);
        List<String> models = body.models().stream().distinct().toList();
        if (models.size() > MOST_MODELS) {
            throw ParameterNames.invalid("models", "must not name more than " + MOST_MODELS + " models");
        }
        return validator.validate(models, features(body.features())).map(ValidationList::of);
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Path("/{provider}/{model:.+}/validation")
    @Operation(summary = "Whether one model could be used here")
    @RequestBody(
            required = false,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = FeaturesBody.class)))
    public Uni<ValidationEntry> validateOne(
            @PathParam("provider") String provider, @PathParam("model") String model, byte[] content) {
        List<String> features = content == null || content.length == 0
                ? null
                : bodies.read(content, FeaturesBody.class, UNKNOWN).features();
        return validator
                .validate(List.of(provider + "/" + model), features(features))
                .map(found -> ValidationEntry.of(found.get(0)));
    }

    private static Set<Feature> features(@Nullable List<String> words) {
        return ParameterNames.features("features", words == null ? List.of() : words);
    }

    /** @param valid true when all of them are */
    @Schema(name = "ValidationList")
    record ValidationList(boolean valid, List<ValidationEntry> data) {

        static ValidationList of(List<Validation> found) {
            return new ValidationList(
                    found.stream().allMatch(Validation::valid),
                    found.stream().map(ValidationEntry::of).toList());
        }
    }

    /**
     * The validation result of one model.
     *
     * @param model the name in the request
     * @param id {@code provider/id} of the model with that name; null when there is none
     * @param valid true when nothing is known that would make a call of it fail
     * @param findings its problems, errors first
     */
    @Schema(name = "ValidationEntry")
    record ValidationEntry(
            String model, @Schema(nullable = true) @Nullable String id, boolean valid, List<FindingEntry> findings) {

        /** @param severity {@code error} or {@code warning} */
        @Schema(name = "ValidationFinding")
        record FindingEntry(String severity, String code, String message) {

            static FindingEntry of(Finding finding) {
                return new FindingEntry(
                        finding.severity().wire(), finding.code().wire(), finding.message());
            }
        }

        static ValidationEntry of(Validation found) {
            return new ValidationEntry(
                    found.name(),
                    found.key() == null ? null : found.key().toString(),
                    found.valid(),
                    found.findings().stream().map(FindingEntry::of).toList());
        }
    }
}
