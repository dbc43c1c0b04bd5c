/**
 * Floor 5: HTTP to the providers: the client of answers, whole or as streams of server-sent events or lines, with its
 * timeouts and back-pressure, and the REST clients of what is off the path, such as probes. Knows no protocol; an adapter
 * brings its own {@link dev.quartermaster.provider.StreamReader}.
 */
@NullMarked
package dev.quartermaster.provider.http;

import org.jspecify.annotations.NullMarked;
