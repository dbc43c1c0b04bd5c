package dev.quartermaster.provider.http;

import org.jspecify.annotations.Nullable;

/** One server-sent event. @param event its name, or null; @param data its data lines, joined by line feeds */
public record SseFrame(@Nullable String event, String data) {}
