package dev.quartermaster.metrics.otlp;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Result of sending traces and metrics to a collector.
 *
 * @param enabled whether there is a collector
 * @param problem why it did not take them; null if it did
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExportReport(
        boolean enabled, @Schema(nullable = true) @Nullable String problem) {

    static final ExportReport OFF = new ExportReport(false, null);
}
