/**
 * Floor 4: which models Amazon Bedrock offers, in which region, and under which id each is to be called there. {@link
 * dev.quartermaster.catalog.BedrockCatalog} gives the catalog, which never changes after it was handed out; {@link
 * dev.quartermaster.catalog.BedrockRoutes} says how a model is called now, under the configured regions and residency.
 *
 * <p>Below it: {@code region} (where Bedrock is), {@code model} (what was found there), {@code query} (questions to
 * it), {@code fetch} (asking AWS), {@code store} (the cache file and the bundled copy), and {@code feed} (what it tells
 * the registry).
 */
@NullMarked
package dev.quartermaster.catalog;

import org.jspecify.annotations.NullMarked;
