package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.query.CatalogIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalog in use and how it came to be.
 *
 * @param version names the content: it changes when a model or its access does, not with every fetch
 * @param skipped the better sources that were tried and gave nothing, and the last refresh when that failed
 */
record ServedCatalog(CatalogIndex index, CatalogSource source, ContentVersion version, List<SkippedSource> skipped) {

    ServedCatalog {
        skipped = List.copyOf(skipped);
    }

    CatalogSnapshot snapshot() {
        return index.snapshot();
    }

    /** Never negative, whatever the clock says. */
    Duration age(Instant now) {
        Duration age = Duration.between(snapshot().generatedAt(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    ServedCatalog andSkipped(SkippedSource another) {
        List<SkippedSource> all = new ArrayList<>(skipped);
        all.removeIf(earlier -> earlier.source() == another.source());
        all.add(another);
        return new ServedCatalog(index, source, version, all);
    }

    /** The name of a catalog's content, made when it is first asked for: no call needs it, and it takes the whole content. */
    static final class ContentVersion {

        private final Supplier<String> name;
        private volatile @Nullable String word;

        ContentVersion(Supplier<String> name) {
            this.name = name;
        }

        String word() {
            if (word == null) {
                word = name.get();
            }
            return word;
        }
    }
}
