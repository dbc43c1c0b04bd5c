/**
 * Floor 3: changing the registry while it serves. One edit or several are taken together or not at all, are kept where a
 * restart finds them again (the registry file, or PostgreSQL as overrides over it), and reach the other instances.
 */
@NullMarked
package dev.quartermaster.registry.edit;

import org.jspecify.annotations.NullMarked;
