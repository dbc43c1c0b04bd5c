package dev.quartermaster.auth.keys;

import dev.quartermaster.storage.DatabaseState;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All callers' keys, as this instance last read them. A lookup costs one volatile read. They stay while the database is away. */
@Singleton
public class KeyDirectory {

    private final DatabaseState database;
    private volatile Map<String, CallerKey> keys = Map.of();
    private volatile List<CallerKey> inOrder = List.of();
    private volatile boolean isStale = true;

    KeyDirectory(DatabaseState database) {
        this.database = database;
    }

    /** Puts these in the place of all. */
    void apply(List<CallerKey> read) {
        keys = read.stream().collect(Collectors.toUnmodifiableMap(CallerKey::id, Function.identity()));
        inOrder = List.copyOf(read);
        isStale = false;
    }

    /** A change was told that could not be read. */
    void stale() {
        isStale = true;
    }

    public Optional<CallerKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Returns all, by id. */
    public List<CallerKey> all() {
        return inOrder;
    }

    /** Returns whether a key that is not here is none: they have been read, and the database can tell of new ones. */
    public boolean isCurrent() {
        return !isStale && database.isUp();
    }
}
