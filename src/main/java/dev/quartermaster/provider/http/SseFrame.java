package dev.quartermaster.provider.http;

/** One server-sent event. @param event its name, or null; @param data its data lines, joined by line feeds */
public record SseFrame(String event, String data) {}
