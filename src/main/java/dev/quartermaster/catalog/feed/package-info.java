/**
 * Floor 4: feeds the registry from Bedrock's catalog: the regions of its models, and models that it lacks though their
 * price is known.
 */
@NullMarked
package dev.quartermaster.catalog.feed;

import org.jspecify.annotations.NullMarked;
