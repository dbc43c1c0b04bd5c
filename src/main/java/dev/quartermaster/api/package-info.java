/**
 * Floor 9: HTTP. Resources translate between a dialect and the domain and hold no logic of their own. Every
 * request has passed {@link dev.quartermaster.api.entry} before it reaches one, and whatever it throws leaves through
 * {@link dev.quartermaster.api.error}.
 */
@NullMarked
package dev.quartermaster.api;

import org.jspecify.annotations.NullMarked;
