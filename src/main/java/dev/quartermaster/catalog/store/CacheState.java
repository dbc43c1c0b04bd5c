package dev.quartermaster.catalog.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * @param mode as configured
 * @param effective as it works; {@code memory} where {@code file} was wanted and cannot be
 * @param trouble why the two differ
 */
public record CacheState(CacheMode mode, CacheMode effective, Optional<Path> file, Optional<String> trouble) {}
