/**
 * Floor 4: the models of Amazon Bedrock, their regions, and the id to call each by. {@link
 * dev.quartermaster.catalog.BedrockCatalog} provides the catalog, which is immutable; {@link
 * dev.quartermaster.catalog.BedrockRoutes} resolves how a model is called under the configured regions and residency.
 *
 * <p>Below it: {@code region} (Bedrock's regions), {@code model} (the catalog's content), {@code query} (look-ups),
 * {@code fetch} (AWS's control plane), {@code store} (the cache file and the bundled copy), and {@code feed} (updates of the
 * registry).
 */
@NullMarked
package dev.quartermaster.catalog;

import org.jspecify.annotations.NullMarked;
