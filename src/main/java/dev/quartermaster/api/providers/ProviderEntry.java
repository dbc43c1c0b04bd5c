package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.HealthBoard;
import dev.quartermaster.health.HealthReport;
import dev.quartermaster.health.HealthState;
import dev.quartermaster.provider.ProviderState;
import java.time.Instant;
import java.util.List;

/**
 * One provider.
 *
 * @param usable whether calls can be made: it is enabled and has a key that does not rest, or needs none
 * @param state {@code healthy}, {@code degraded}, {@code unavailable} or {@code unknown}, as its probes tell
 * @param retryAt when it is probed again; null unless unavailable
 * @param credentials masked, each with its source
 * @param models those of the registry whose last calls failed, with how many in a row
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProviderEntry(
        String provider,
        String type,
        boolean enabled,
        boolean usable,
        String baseUrl,
        String baseUrlSource,
        String state,
        Instant since,
        Instant retryAt,
        List<Credential> credentials,
        List<AilingModel> models) {

    @JsonNaming(SnakeCaseStrategy.class)
    record Credential(String id, String masked, String source, Instant restingUntil) {

        static Credential of(KeyState key) {
            return new Credential(
                    key.id(), key.masked(), key.source(), key.restingUntil().orElse(null));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record AilingModel(String model, String state, Instant since, int failures, Instant retryAt) {

        static AilingModel of(ModelSpec model, HealthReport health) {
            return new AilingModel(
                    model.key().toString(), health.state().wire(), health.since(), health.failures(), health.retryAt());
        }
    }

    static ProviderEntry of(
            ProviderState provider, List<KeyState> keys, List<ModelSpec> registered, HealthBoard board) {
        HealthReport health = board.report(provider.id());
        List<AilingModel> ailing = registered.stream()
                .filter(model -> model.key().provider().equals(provider.id()))
                .map(model -> AilingModel.of(model, board.report(model.key())))
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
                keys.stream().map(Credential::of).toList(),
                ailing);
    }

    private static boolean isAiling(String state) {
        return state.equals(HealthState.DEGRADED.wire()) || state.equals(HealthState.UNAVAILABLE.wire());
    }
}
