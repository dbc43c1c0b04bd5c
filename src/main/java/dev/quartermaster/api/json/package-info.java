/** Floor 9: JSON that callers send and read: bodies within bounds, their fields by name and path, numbers written plainly. */
@NullMarked
package dev.quartermaster.api.json;

import org.jspecify.annotations.NullMarked;
