package dev.quartermaster.catalog.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The copy that is packaged with the program. A native executable holds it as it was read when that was built; a JVM reads it
 * when it is first needed.
 */
public final class BundledCatalog {

    public static final String RESOURCE = "bedrock-catalog.json";

    /** Age from which the log and the status warn that models may be missing. */
    public static final Duration OLD = Duration.ofDays(90);

    private static final CatalogCodec CODEC = new CatalogCodec(new ObjectMapper());

    private BundledCatalog() {}

    /**
     * A clock that is behind does not make it unusable: it may be the last resort. Blocks when it is read.
     *
     * @throws CatalogDamaged when the program was packaged without it or with a broken one
     */
    public static CatalogSnapshot read() throws CatalogDamaged {
        CatalogSnapshot catalog = Packaged.CATALOG;
        if (catalog == null) {
            throw new CatalogDamaged(Packaged.DAMAGE);
        }
        return catalog;
    }

    /** The {@linkplain CatalogCodec#version name} of the content of a copy that is whole. */
    public static String version() {
        return Named.VERSION;
    }

    public static boolean isOld(CatalogSnapshot bundled, Instant now) {
        return bundled.generatedAt().plus(OLD).isBefore(now);
    }

    /** The copy in the program, read for the first who asks. */
    private static final class Packaged {

        static final @Nullable CatalogSnapshot CATALOG;
        static final String DAMAGE;

        static {
            CatalogSnapshot catalog = null;
            String damage = "";
            try {
                catalog = decode();
            } catch (CatalogDamaged broken) {
                damage = String.valueOf(broken.getMessage());
            }
            CATALOG = catalog;
            DAMAGE = damage;
        }

        private static CatalogSnapshot decode() throws CatalogDamaged {
            try (InputStream resource = BundledCatalog.class.getResourceAsStream("/" + RESOURCE)) {
                if (resource == null) {
                    throw new CatalogDamaged("it is missing from the program");
                }
                return CODEC.decode(resource.readAllBytes(), Instant.MAX);
            } catch (IOException unreadable) {
                throw new CatalogDamaged(
                        "it cannot be read (" + unreadable.getClass().getSimpleName() + ")");
            }
        }
    }

    private static final class Named {

        static final String VERSION = Packaged.CATALOG == null ? "" : CODEC.version(Packaged.CATALOG);
    }
}
