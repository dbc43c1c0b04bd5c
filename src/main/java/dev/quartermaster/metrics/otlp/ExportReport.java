package dev.quartermaster.metrics.otlp;

import org.jspecify.annotations.Nullable;

/**
 * Result of sending traces and metrics to a collector.
 *
 * @param enabled whether there is a collector
 * @param problem why it did not take them; null if it did
 */
public record ExportReport(boolean enabled, @Nullable String problem) {

    static final ExportReport OFF = new ExportReport(false, null);
}
