package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.health.KeyCheck;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a test of keys.
 *
 * @param valid whether the provider takes all of them
 */
@RegisterForReflection
@Schema(name = "CredentialTest")
@JsonNaming(SnakeCaseStrategy.class)
public record CheckAnswer(boolean valid, List<KeyResult> results) {

    /**
     * Result for one key.
     *
     * @param id null for a key that was given with the request
     * @param outcome {@code taken}, {@code refused}, {@code undecided}, {@code unreachable} or {@code timeout}
     * @param detail the cause; null where it was taken
     */
    @RegisterForReflection
    @Schema(name = "CredentialTestResult")
    @JsonNaming(SnakeCaseStrategy.class)
    public record KeyResult(
            @Schema(nullable = true) @Nullable String id,
            String masked,
            String outcome,
            double latencyMs,
            @Schema(nullable = true) @Nullable String detail) {

        static KeyResult of(@Nullable String id, ApiKey key, KeyCheck.Result result) {
            return new KeyResult(
                    id,
                    key.masked(),
                    result.outcome().name().toLowerCase(Locale.ROOT),
                    TimeUnit.NANOSECONDS.toMicros(result.took().toNanos()) / 1e3,
                    result.detail());
        }

        boolean isTaken() {
            return outcome.equals(KeyCheck.Outcome.TAKEN.name().toLowerCase(Locale.ROOT));
        }
    }

    static CheckAnswer of(List<KeyResult> results) {
        return new CheckAnswer(results.stream().allMatch(KeyResult::isTaken), results);
    }
}
