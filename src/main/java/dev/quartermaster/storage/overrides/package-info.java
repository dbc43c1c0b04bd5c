/**
 * Floor 2: settings that the database keeps over those of files. One way to change them (a lock, a transaction, an audit
 * entry and a notice to all instances) and one way to read them into memory.
 */
@NullMarked
package dev.quartermaster.storage.overrides;

import org.jspecify.annotations.NullMarked;
