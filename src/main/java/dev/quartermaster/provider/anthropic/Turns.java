package dev.quartermaster.provider.anthropic;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation as it is on the wire. @param system a text, or blocks where they carry more; null where none */
record Turns(@Nullable Object system, List<Map<String, Object>> messages) {}
