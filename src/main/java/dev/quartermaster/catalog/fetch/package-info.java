/**
 * Floor 4: asking AWS what Bedrock offers. One region's failure is that region's state, never the end of the whole; what
 * the region offered before is kept.
 */
@NullMarked
package dev.quartermaster.catalog.fetch;

import org.jspecify.annotations.NullMarked;
