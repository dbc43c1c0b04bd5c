package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.store.BundledCatalog;
import dev.quartermaster.catalog.store.CatalogDamaged;
import io.quarkus.logging.Log;
import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.function.Function;

/** The bundled copy, read by the first who cannot wait for a better one. */
final class BundledFallback {

    private final BundledCatalog bundled;
    private boolean isDamaged;
    /** Soft, since nobody asks for it once a catalog is loaded. */
    private SoftReference<ServedCatalog> read = new SoftReference<>(null);

    BundledFallback(BundledCatalog bundled) {
        this.bundled = bundled;
    }

    /** Empty when the copy is damaged, which is logged once. */
    synchronized Optional<ServedCatalog> get(Function<CatalogSnapshot, ServedCatalog> served) {
        ServedCatalog known = read.get();
        if (known == null && !isDamaged) {
            try {
                known = served.apply(bundled.read());
                read = new SoftReference<>(known);
            } catch (CatalogDamaged broken) {
                isDamaged = true;
                Log.warnf("The bundled Bedrock catalog cannot be used: %s", broken.getMessage());
            }
        }
        return Optional.ofNullable(known);
    }
}
