package dev.quartermaster.catalog.store;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the catalog for the next start. Only mode {@code file} stores anything and touches a file system; if it
 * cannot write it logs that and falls back to {@code memory}, and tries again with the next catalog.
 */
public final class CatalogCache {

    private final CacheMode mode;
    private final Optional<CacheFile> file;
    private final Clock clock;
    private volatile @Nullable String trouble;

    /** @param file absent in every mode but {@code file} */
    public CatalogCache(CacheMode mode, Optional<CacheFile> file, Clock clock) {
        this.mode = mode;
        this.file = file;
        this.clock = clock;
    }

    /** The catalog of an earlier run; fails with {@link CatalogDamaged} when there is none that can be used. */
    public Uni<CatalogSnapshot> read() {
        if (file.isEmpty()) {
            return Uni.createFrom().failure(new CatalogDamaged("cache mode " + mode.wire() + " keeps none"));
        }
        return Worker.call(() -> {
            if (!file.get().writable()) {
                degrade("is not writable");
            }
            return file.get().read(clock.instant()).orElseThrow(() -> new CatalogDamaged("there is no file yet"));
        });
    }

    /** Never fails: a catalog that cannot be kept still serves. */
    public Uni<Void> write(CatalogSnapshot catalog) {
        if (file.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Worker.call(() -> {
                    file.get().write(catalog);
                    trouble = null;
                    return null;
                })
                .onFailure(IOException.class)
                .invoke(failure ->
                        degrade("cannot be written (" + failure.getClass().getSimpleName() + ")"))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    public CacheState state() {
        CacheMode effective = trouble == null ? mode : CacheMode.MEMORY;
        return new CacheState(mode, effective, file.map(CacheFile::path), Optional.ofNullable(trouble));
    }

    private void degrade(String why) {
        String reason = file.get().path() + " " + why;
        if (!reason.equals(trouble)) {
            trouble = reason;
            Log.warnf("The Bedrock catalog is kept in memory only: %s", reason);
        }
    }

    /**
     * @param mode as configured
     * @param effective as it works; {@code memory} where {@code file} was wanted and cannot be
     * @param trouble why the two differ
     */
    public record CacheState(CacheMode mode, CacheMode effective, Optional<Path> file, Optional<String> trouble) {}
}
