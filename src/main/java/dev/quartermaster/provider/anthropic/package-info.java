/**
 * Floor 5: Anthropic's Messages API, whole and streamed, and its token counter. Requests are written as open JSON
 * objects, so that what a caller of the same dialect sent passes through; what the API cannot express is reported to the
 * call's {@link dev.quartermaster.provider.UnsupportedFieldPolicy}.
 */
@NullMarked
package dev.quartermaster.provider.anthropic;

import org.jspecify.annotations.NullMarked;
