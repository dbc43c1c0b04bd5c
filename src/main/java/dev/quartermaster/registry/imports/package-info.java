/**
 * Floor 3: public model lists in the shapes others publish them, translated to registry entries. Pure; nothing here
 * fetches anything.
 */
@NullMarked
package dev.quartermaster.registry.imports;

import org.jspecify.annotations.NullMarked;
