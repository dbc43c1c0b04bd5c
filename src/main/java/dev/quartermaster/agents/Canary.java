package dev.quartermaster.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A second model that takes a part of an agent's traffic, to be tried.
 *
 * @param model a model's name as in a request
 * @param trafficPercent from 0 to 100
 * @param rule by which it is promoted or taken back without anybody's doing; null for never
 */
@RegisterForReflection(ignoreNested = false)
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Canary(
        String model, double trafficPercent, @Nullable Rule rule) {

    private static final int SHARES = 10_000;

    /**
     * Rule that ends a canary with success or failure.
     *
     * @param minRequests requests of each model before a verdict
     * @param minSuccessRate success rate below which it is rolled back; null to ignore
     * @param minQuality mean quality below which it is rolled back; null to ignore
     * @param maxCostRatio ratio of its mean request cost to the base model's above which it is rolled back; null to
     *     ignore
     * @param promoteAfterRequests requests of the canary after which it is promoted; null for never
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rule(
            int minRequests,
            @Nullable Double minSuccessRate,
            @Nullable Double minQuality,
            @Nullable Double maxCostRatio,
            @Nullable Integer promoteAfterRequests) {}

    /**
     * Returns whether the canary takes this task. A task is always on the same arm, and stays on the canary when its
     * share grows.
     */
    public boolean takes(@Nullable String agentType, @Nullable String task) {
        CRC32 hash = new CRC32();
        hash.update((agentType + "\n" + task).getBytes(StandardCharsets.UTF_8));
        // The checksum is linear; multiplied and folded, near tasks fall far apart.
        long mixed = hash.getValue() * 0x9E3779B97F4A7C15L;
        long place = Long.remainderUnsigned(mixed ^ (mixed >>> 32), SHARES);
        return place < trafficPercent * SHARES / 100;
    }
}
