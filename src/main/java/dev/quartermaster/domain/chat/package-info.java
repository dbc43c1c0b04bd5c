/**
 * Floor 0: the internal form of a conversation, into which every dialect is read and from which every provider's
 * request is written. It is lossless: what one side knows and the shared words do not is carried along, either as a
 * {@link dev.quartermaster.domain.chat.Part.Opaque} block or in an {@code extra} map of plain JSON values
 * ({@code Map, List, String, Number, Boolean, null}), and is written out again only where the dialect in and the
 * protocol out are the same.
 */
@NullMarked
package dev.quartermaster.domain.chat;

import org.jspecify.annotations.NullMarked;
