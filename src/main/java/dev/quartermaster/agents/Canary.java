package dev.quartermaster.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

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
public record Canary(String model, double trafficPercent, Rule rule) {

    private static final int SHARES = 10_000;

    /**
     * When the canary has proven itself, and when it has failed.
     *
     * @param minRequests of each model before anything is concluded
     * @param minSuccessRate below which it is taken back; null where that does not matter
     * @param minQuality mean quality below which it is taken back; null where that does not matter
     * @param maxCostRatio of its mean cost of a request to the other's, above which it is taken back; null likewise
     * @param promoteAfterRequests of the canary, from which on it is promoted if nothing speaks against it; null for never
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rule(
            int minRequests,
            Double minSuccessRate,
            Double minQuality,
            Double maxCostRatio,
            Integer promoteAfterRequests) {}

    /**
     * Whether the canary takes this task. The same task is always on the same side, and one that is on the canary's stays
     * there when its share grows.
     */
    public boolean takes(String agentType, String task) {
        CRC32 hash = new CRC32();
        hash.update((agentType + "\n" + task).getBytes(StandardCharsets.UTF_8));
        // The checksum is linear; multiplied and folded, near tasks fall far apart.
        long mixed = hash.getValue() * 0x9E3779B97F4A7C15L;
        long place = Long.remainderUnsigned(mixed ^ (mixed >>> 32), SHARES);
        return place < trafficPercent * SHARES / 100;
    }
}
