/**
 * Floor 9: the page for people. Rendered on the server from what the services already know; it loads nothing from
 * elsewhere, and its one script does no more than send the form's request and show the answer.
 */
@NullMarked
package dev.quartermaster.console;

import org.jspecify.annotations.NullMarked;
