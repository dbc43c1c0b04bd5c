/**
 * Floor 10: the pages for people. Rendered on the server from what the services already know; they load nothing from elsewhere,
 * and work without a script. This package is the frame: signing in, the layout, forms, streams of changes. The rooms are in the
 * packages below it, and none knows another.
 */
@NullMarked
package dev.quartermaster.console;

import org.jspecify.annotations.NullMarked;
