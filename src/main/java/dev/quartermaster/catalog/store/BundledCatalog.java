package dev.quartermaster.catalog.store;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;

/** Reads the copy that is packaged with the program. Blocking. */
public final class BundledCatalog {

    public static final String RESOURCE = "bedrock-catalog.json";

    /** Age from which the log and the status warn that models may be missing. */
    public static final Duration OLD = Duration.ofDays(90);

    private final CatalogCodec codec;

    public BundledCatalog(CatalogCodec codec) {
        this.codec = codec;
    }

    /**
     * A clock that is behind does not make it unusable: it may be the last resort.
     *
     * @throws CatalogDamaged when the program was packaged without it or with a broken one
     */
    public CatalogSnapshot read() throws CatalogDamaged {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream resource = loader.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new CatalogDamaged("it is missing from the program");
            }
            return codec.decode(resource.readAllBytes(), Instant.MAX);
        } catch (IOException unreadable) {
            throw new CatalogDamaged(
                    "it cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    public static boolean isOld(CatalogSnapshot bundled, Instant now) {
        return bundled.generatedAt().plus(OLD).isBefore(now);
    }
}
