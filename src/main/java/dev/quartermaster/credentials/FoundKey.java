package dev.quartermaster.credentials;

/** A key and where it was found. */
record FoundKey(ApiKey key, String source) {}
