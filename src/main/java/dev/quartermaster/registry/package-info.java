/**
 * Floor 3: which models exist, what they can do and what they cost. Readers take a {@link
 * dev.quartermaster.registry.RegistrySnapshot} and may rely on it never changing under them; a reload that fails leaves
 * the last good one in place.
 */
@NullMarked
package dev.quartermaster.registry;

import org.jspecify.annotations.NullMarked;
