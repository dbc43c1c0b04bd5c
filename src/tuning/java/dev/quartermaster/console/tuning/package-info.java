/**
 * Floor 10: the page that shows what an edit of the registry file comes to, while it is edited. For development: it is compiled
 * beside the service and packaged with none.
 */
@NullMarked
package dev.quartermaster.console.tuning;

import org.jspecify.annotations.NullMarked;
