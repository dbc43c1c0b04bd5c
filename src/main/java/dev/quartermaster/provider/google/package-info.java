/**
 * Floor 5: Google's Gemini API: {@code generateContent} whole and streamed, embeddings, and its token counter. What the API
 * cannot express is reported to the call's {@link dev.quartermaster.provider.UnsupportedFieldPolicy}; JSON Schemas are cut down to the
 * subset it takes ({@link dev.quartermaster.provider.google.SchemaCleaner}).
 */
@NullMarked
package dev.quartermaster.provider.google;

import org.jspecify.annotations.NullMarked;
