package dev.quartermaster.media;

/** A file that was fetched. @param base64 its bytes */
record LinkedFile(FileKind kind, int bytes, String base64) {}
