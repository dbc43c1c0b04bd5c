/**
 * Floor 5: HTTP to the providers: the REST clients of whole answers, and the streams of server-sent events or lines, with
 * their timeouts and back-pressure. Knows no protocol; an adapter brings its own
 * {@link dev.quartermaster.provider.StreamReader}.
 */
@NullMarked
package dev.quartermaster.provider.http;

import org.jspecify.annotations.NullMarked;
