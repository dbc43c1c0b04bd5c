package dev.quartermaster.provider.http;

import org.jspecify.annotations.Nullable;

/** One server-sent event. {@code event} its name, or null; {@code data} its data lines, joined by line feeds */
public record SseFrame(@Nullable String event, String data) {}
