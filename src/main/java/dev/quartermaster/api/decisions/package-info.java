/** Floor 9: decisions over HTTP: which model was chosen for a request, and why. */
@NullMarked
package dev.quartermaster.api.decisions;

import org.jspecify.annotations.NullMarked;
