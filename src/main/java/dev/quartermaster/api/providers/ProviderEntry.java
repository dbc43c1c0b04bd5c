package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.credentials.Denial;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.HealthReport;
import dev.quartermaster.health.HealthState;
import dev.quartermaster.limits.ProviderBulkheads;
import dev.quartermaster.provider.directory.ProviderState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One provider.
 *
 * @param usable true when calls can be made: it is enabled and has a key that does not rest, or needs none
 * @param state {@code healthy}, {@code degraded}, {@code unavailable} or {@code unknown}, as its probes tell
 * @param retryAt when it is probed again; null unless unavailable
 * @param lane its calls now; null before the first
 * @param credentials masked, each with its source
 * @param models those of the registry whose last calls failed, with how many in a row
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProviderEntry(
        String provider,
        String type,
        boolean enabled,
        boolean usable,
        @Schema(nullable = true) @Nullable String baseUrl,
        String baseUrlSource,
        String state,
        @Schema(nullable = true) @Nullable Instant since,
        @Schema(nullable = true) @Nullable Instant retryAt,
        @Schema(nullable = true) @Nullable Lane lane,
        List<Credential> credentials,
        List<AilingModel> models) {

    /**
     * The bulkhead of a provider.
     *
     * @param inFlight calls that are not answered to the end
     * @param queued calls that wait for a place
     * @param places the most calls at once
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Lane(int inFlight, int queued, int places) {

        static Lane of(ProviderBulkheads.Load load) {
            return new Lane(load.inFlight(), load.queued(), load.places());
        }
    }

    /**
     * A key of a provider.
     *
     * @param restingUntil when it is used again after its provider refused it; null unless it rests
     * @param restingBecause the answer of its provider; null unless it rests
     * @param deniedModels models that its provider does not let it use; empty for none
     * @param limitedUntil when the last of the models is called again with it for which the provider asked to be left
     *     alone; null when there is none
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Credential(
            String id,
            String masked,
            String source,
            @Schema(nullable = true) @Nullable Instant restingUntil,
            @Schema(nullable = true) @Nullable String restingBecause,
            List<DeniedModel> deniedModels,
            @Schema(nullable = true) @Nullable Instant limitedUntil) {

        static Credential of(KeyState key, List<Denial> denials, Optional<Instant> limitedUntil) {
            return new Credential(
                    key.id(),
                    key.masked(),
                    key.source(),
                    key.restingUntil().orElse(null),
                    key.restingBecause().orElse(null),
                    denials.stream()
                            .filter(denial -> denial.keyId().equals(key.id()))
                            .map(DeniedModel::of)
                            .toList(),
                    limitedUntil.orElse(null));
        }
    }

    /**
     * A model that a key may not use.
     *
     * @param until when the model is tried again with the key
     * @param because the answer of the provider
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record DeniedModel(String model, Instant until, String because) {

        static DeniedModel of(Denial denial) {
            return new DeniedModel(denial.model().toString(), denial.until(), denial.why());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record AilingModel(
            String model,
            String state,
            @Schema(nullable = true) @Nullable Instant since,
            int failures,
            @Schema(nullable = true) @Nullable Instant retryAt) {

        static AilingModel of(ModelSpec model, HealthReport health) {
            return new AilingModel(
                    model.key().toString(), health.state().wire(), health.since(), health.failures(), health.retryAt());
        }
    }

    static ProviderEntry of(
            ProviderState provider,
            @Nullable Lane lane,
            List<Credential> keys,
            List<ModelSpec> registered,
            CircuitBreakers circuitBreakers) {
        HealthReport health = circuitBreakers.report(provider.id());
        List<AilingModel> ailing = registered.stream()
                .filter(model -> model.key().provider().equals(provider.id()))
                .map(model -> AilingModel.of(model, circuitBreakers.report(model.key())))
                .filter(model -> isAiling(model.state()))
                .toList();
        return new ProviderEntry(
                provider.id().value(),
                provider.type(),
                provider.enabled(),
                provider.usable(),
                provider.baseUrl(),
                provider.source(),
                health.state().wire(),
                health.since(),
                health.retryAt(),
                lane,
                keys,
                ailing);
    }

    private static boolean isAiling(String state) {
        return state.equals(HealthState.DEGRADED.wire()) || state.equals(HealthState.UNAVAILABLE.wire());
    }
}
