package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source that was tried and gave nothing.
 *
 * @param reason in words for an operator; never a secret
 * @param at when it was last tried
 */
public record SkippedSource(CatalogSource source, @Nullable String reason, Instant at) {}
