package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.health.ProbeResult;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of a probe.
 *
 * @param reachable whether the provider is there, even if it refused the question
 * @param detail why it did not answer as it should; null when it did
 */
@JsonNaming(SnakeCaseStrategy.class)
record ProbeAnswer(
        boolean reachable,
        boolean answered,
        double latencyMs,
        @Schema(nullable = true) @Nullable String detail,
        ProviderEntry provider) {

    static ProbeAnswer of(ProbeResult result, ProviderEntry provider) {
        return new ProbeAnswer(
                result.reachable(),
                result.answered(),
                TimeUnit.NANOSECONDS.toMicros(result.took().toNanos()) / 1e3,
                result.detail(),
                provider);
    }
}
