package dev.quartermaster.api.metrics;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;

/**
 * Figures of the ledger in a range of time.
 *
 * @param to the first moment that does not count
 * @param data a row for each group, or one over everything
 * @param summary the usage of each agent type and model
 */
@JsonNaming(SnakeCaseStrategy.class)
record MetricsExport(Instant from, Instant to, List<String> groupBy, List<MetricsRow> data, List<MetricsRow> summary) {}
