/**
 * Floor 4: which models Amazon Bedrock offers, in which region, and under which id each is to be called there. {@link
 * dev.quartermaster.catalog.BedrockCatalog} is the way in; what it hands out never changes after it was handed out.
 *
 * <p>Below it: {@code region} (where Bedrock is), {@code model} (what was found there), {@code query} (questions to
 * it), {@code fetch} (asking AWS), {@code store} (the cache file and the bundled
 * copy) and {@code settings}.
 */
package dev.quartermaster.catalog;
