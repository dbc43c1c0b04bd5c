/**
 * Floor 9: what happens to every request before a resource sees it, and to every failure after. Runs on the event loop,
 * in this order: arrival (time, request id), admission (who is calling), size; then the route; then errors. Holds for
 * resources, pages, metrics and unknown paths alike: what is not named open is closed.
 */
@NullMarked
package dev.quartermaster.api.entry;

import org.jspecify.annotations.NullMarked;
