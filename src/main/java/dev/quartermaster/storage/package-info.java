/**
 * Floor 2: what outlives the process. Files that are replaced whole, and PostgreSQL as everybody sees it: whether it
 * answers, questions to it that end in time, and news of what other instances have changed. Knows no table but that of
 * the audit trail.
 */
@NullMarked
package dev.quartermaster.storage;

import org.jspecify.annotations.NullMarked;
