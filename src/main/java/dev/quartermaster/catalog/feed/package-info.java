/**
 * Floor 4: what Bedrock's catalog tells the registry: in which regions a model is offered, and models that the registry
 * lacks though their price is known.
 */
@NullMarked
package dev.quartermaster.catalog.feed;

import org.jspecify.annotations.NullMarked;
