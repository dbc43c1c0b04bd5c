package dev.quartermaster.api.performance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.InvocationRecord;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A report as it was taken.
 *
 * @param model qualified, as the registry has it
 * @param cost in USD: as it was reported, or by the registry's prices
 */
@Schema(name = "PerformanceReport")
@JsonNaming(SnakeCaseStrategy.class)
record ReportAnswer(
        UUID id,
        Instant time,
        @Schema(nullable = true) @Nullable String agentType,
        String model,
        boolean success,

        @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true)
        Money cost) {

    static ReportAnswer of(InvocationRecord record) {
        return new ReportAnswer(
                record.id(),
                record.time(),
                record.origin().agentType(),
                record.model().toString(),
                record.outcome().success(),
                record.bill().cost());
    }
}
