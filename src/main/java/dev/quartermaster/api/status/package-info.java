/** Floor 9: the status of the service over HTTP: every component it depends on, and how it is doing. */
@NullMarked
package dev.quartermaster.api.status;

import org.jspecify.annotations.NullMarked;
