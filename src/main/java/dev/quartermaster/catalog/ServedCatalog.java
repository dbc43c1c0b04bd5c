package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.query.CatalogIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The catalog in use and how it came to be.
 *
 * @param version names the content: it changes when a model or its access does, not with every fetch
 * @param missed the better sources that were tried and gave nothing, and the last refresh when that failed
 */
record ServedCatalog(CatalogIndex index, CatalogSource source, ContentVersion version, List<SkippedSource> missed) {

    ServedCatalog {
        missed = List.copyOf(missed);
    }

    CatalogSnapshot snapshot() {
        return index.snapshot();
    }

    /** Never negative, whatever the clock says. */
    Duration age(Instant now) {
        Duration age = Duration.between(snapshot().generatedAt(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    ServedCatalog andMissed(SkippedSource another) {
        List<SkippedSource> all = new ArrayList<>(missed);
        all.removeIf(earlier -> earlier.source() == another.source());
        all.add(another);
        return new ServedCatalog(index, source, version, all);
    }
}
