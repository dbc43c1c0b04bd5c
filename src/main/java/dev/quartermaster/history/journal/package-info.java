/**
 * Floor 3: the journal on the local disk, between a request and the database. An appended entry survives the end
 * of the process; entries may be read twice, never in part. Independent of the database and of the entries' content.
 */
@NullMarked
package dev.quartermaster.history.journal;

import org.jspecify.annotations.NullMarked;
