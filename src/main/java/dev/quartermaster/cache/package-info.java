/**
 * Floor 5: the response cache. Keeps answers to requests that would be answered the same again, in two tiers; {@code key}
 * says which requests are the same, {@code entry} what is kept, {@code tier} where. Never fails a request and never makes
 * one wait longer than the time-out of its second tier. Which answers are kept is decided here; the place of the cache in
 * the path of a request is in {@code inference.caching}.
 */
@NullMarked
package dev.quartermaster.cache;

import org.jspecify.annotations.NullMarked;
