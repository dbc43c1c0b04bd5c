package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import java.util.Map;

/**
 * The performance totals of requests. Latencies are in milliseconds, over every request that has one, whether it
 * succeeded or not.
 *
 * @param averageLatency null, as are the percentiles, when no request has a latency
 * @param p50 interpolated between the two nearest requests
 * @param averageQuality in [0,1]; null when nothing was evaluated
 * @param inputTokens all prompt tokens, whatever they cost
 * @param costByModel by model id; requests that reached no model are not in it
 */
public record PerformanceSum(
        long requests,
        long successes,
        Double averageLatency,
        Double p50,
        Double p95,
        Double p99,
        Double averageQuality,
        long inputTokens,
        long outputTokens,
        Money cost,
        Map<String, Money> costByModel) {}
