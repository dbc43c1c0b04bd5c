/**
 * Floor 2: who changed what, and when. A row for each change that somebody made to how the service works, with the state
 * before it and after it; rows are only ever added.
 */
@NullMarked
package dev.quartermaster.storage.audit;

import org.jspecify.annotations.NullMarked;
