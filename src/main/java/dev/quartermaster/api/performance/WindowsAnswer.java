package dev.quartermaster.api.performance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.performance.window.WindowLength;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a model over the hour, the day and the week back from now.
 *
 * @param agentType null for everybody
 */
@Schema(name = "PerformanceWindowsOfModel")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record WindowsAnswer(
        String model, @Schema(nullable = true) @Nullable String agentType, List<Window> windows) {

    static WindowsAnswer of(
            ModelKey model, @Nullable String agentType, Map<WindowLength, PerformanceStatistics> windows) {
        return new WindowsAnswer(
                model.toString(),
                agentType,
                windows.entrySet().stream()
                        .map(entry -> Window.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** Latencies are of successes, to one in a hundred; what nothing is known of is null. */
    @Schema(name = "PerformanceWindow")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Window(
            int windowHours,
            long calls,
            long successes,
            @Schema(nullable = true) @Nullable Double averageQuality,
            @Schema(nullable = true) @Nullable Double p50LatencyMs,
            @Schema(nullable = true) @Nullable Double p95LatencyMs,
            @Schema(nullable = true) @Nullable Double p99LatencyMs,
            @Schema(nullable = true) @Nullable Double p50TimeToFirstTokenMs,
            @Schema(nullable = true) @Nullable Double tokensPerSecond,
            @Schema(nullable = true) @Nullable Long p95OutputTokens) {

        static Window of(WindowLength windowLength, PerformanceStatistics statistics) {
            return new Window(
                    windowLength.hours(),
                    statistics.calls(),
                    statistics.successes(),
                    statistics.quality(),
                    statistics.latencyP50Ms(),
                    statistics.latencyP95Ms(),
                    statistics.latencyP99Ms(),
                    statistics.firstTokenP50Ms(),
                    statistics.tokensPerSecond(),
                    statistics.outputP95Tokens());
        }
    }
}
