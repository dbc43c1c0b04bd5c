/**
 * Floor 9: what all chat dialects share. An exchange reads a request, checks it, sends it to {@link
 * dev.quartermaster.inference.Inference} and writes the answer, whole or as events, with its headers; a dialect gives it a
 * reader and a writer.
 */
@NullMarked
package dev.quartermaster.api.chat;

import org.jspecify.annotations.NullMarked;
