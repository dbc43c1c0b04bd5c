package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.HealthReport;
import dev.quartermaster.health.HealthState;
import dev.quartermaster.limits.ProviderBulkheads;
import dev.quartermaster.provider.directory.ProviderState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One provider.
 *
 * @param usable true when calls can be made: it is enabled and has a key that does not rest, or needs none
 * @param state {@code healthy}, {@code degraded}, {@code unavailable} or {@code unknown}, as its probes tell
 * @param retryAt when it is probed again; null unless unavailable
 * @param lane its calls now; null before the first
 * @param credentialsSource the place whose keys serve: {@code database}, {@code secrets_manager}, {@code configuration},
 *     {@code environment}, {@code env_file}, or {@code aws} for AWS credentials of the process; null where there are none
 * @param credentialsRevision counts the changes of its stored keys; the tag for {@code If-Match}
 * @param credentials masked, each with its source; those that stand by behind those that serve
 * @param models those of the registry whose last calls failed, with how many in a row
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record ProviderEntry(
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
        @Schema(nullable = true) @Nullable String credentialsSource,
        long credentialsRevision,
        List<CredentialEntry> credentials,
        List<AilingModel> models) {

    /**
     * The bulkhead of a provider.
     *
     * @param inFlight calls that are not answered to the end
     * @param queued calls that wait for a place
     * @param places the most calls at once
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Lane(int inFlight, int queued, int places) {

        static Lane of(ProviderBulkheads.Load load) {
            return new Lane(load.inFlight(), load.queued(), load.places());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    public record AilingModel(
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

    /** The keys of a provider, for its entry. */
    record ProviderKeys(@Nullable String source, long revision, List<CredentialEntry> entries) {}

    static ProviderEntry of(
            ProviderState provider,
            @Nullable Lane lane,
            ProviderKeys keys,
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
                keys.source(),
                keys.revision(),
                keys.entries(),
                ailing);
    }

    private static boolean isAiling(String state) {
        return state.equals(HealthState.DEGRADED.wire()) || state.equals(HealthState.UNAVAILABLE.wire());
    }
}
