/** Floor 4: traces and metrics by OTLP, to a collector of OpenTelemetry. */
@NullMarked
package dev.quartermaster.metrics.otlp;

import org.jspecify.annotations.NullMarked;
