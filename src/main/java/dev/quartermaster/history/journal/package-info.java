/**
 * Floor 3: the journal on the local disk, between a request and the database. An entry that was appended survives the
 * process being killed; entries may be read twice, never in part. Knows nothing of the database or of what entries mean.
 */
@NullMarked
package dev.quartermaster.history.journal;

import org.jspecify.annotations.NullMarked;
