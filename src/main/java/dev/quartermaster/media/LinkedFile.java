package dev.quartermaster.media;

import org.jspecify.annotations.Nullable;

/** A file that was fetched. @param base64 its bytes */
record LinkedFile(@Nullable FileKind kind, int bytes, String base64) {}
