/**
 * Floor 3: the registry file's form: reading, checking and writing it. Pure: text in, entries and reasons out. What one
 * of these writes, the other reads back equal.
 */
@NullMarked
package dev.quartermaster.registry.file;

import org.jspecify.annotations.NullMarked;
