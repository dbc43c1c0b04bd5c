/** Floor 9: metrics over HTTP: an export of the ledger's sums with derived figures, and the flush on demand. */
@NullMarked
package dev.quartermaster.api.metrics;

import org.jspecify.annotations.NullMarked;
