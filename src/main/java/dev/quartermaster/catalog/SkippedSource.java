package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSource;
import java.time.Instant;

/**
 * A source that was tried and gave nothing.
 *
 * @param reason in words for an operator; never a secret
 * @param at when it was last tried
 */
public record SkippedSource(CatalogSource source, String reason, Instant at) {}
