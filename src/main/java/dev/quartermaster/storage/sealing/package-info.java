/**
 * Floor 2: secrets that the database keeps: sealed under the master key of the installation, of which there may be several
 * versions. Who reads the table learns nothing, and who writes it cannot move a secret to another place.
 */
@NullMarked
package dev.quartermaster.storage.sealing;

import org.jspecify.annotations.NullMarked;
