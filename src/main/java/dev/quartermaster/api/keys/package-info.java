/** Floor 9: callers' keys under {@code /api/v1/keys}: made, changed, rotated and revoked, and shown to their holders. */
@NullMarked
package dev.quartermaster.api.keys;

import org.jspecify.annotations.NullMarked;
