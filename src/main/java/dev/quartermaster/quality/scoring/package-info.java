/**
 * Floor 5: the rules that score an answer: completeness, relevance and coherence. Pure functions of a request and its
 * answer in the internal form; no clock, no randomness, no I/O. The formulas are in {@code src/docs/quality.md}.
 */
@NullMarked
package dev.quartermaster.quality.scoring;

import org.jspecify.annotations.NullMarked;
