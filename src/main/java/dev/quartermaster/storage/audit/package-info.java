/**
 * Floor 2: who changed what, and when. A row for each change that somebody made to how the service works, with the state
 * before it and after it; rows are only ever added. They form a chain of hashes, by which a row that was tampered with is
 * found.
 */
@NullMarked
package dev.quartermaster.storage.audit;

import org.jspecify.annotations.NullMarked;
