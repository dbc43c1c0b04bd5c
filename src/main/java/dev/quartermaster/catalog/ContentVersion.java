package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.store.CatalogCodec;
import org.jspecify.annotations.Nullable;

/** The name of a catalog's content, made when it is first asked for: no call needs it, and it takes the whole content. */
final class ContentVersion {

    private final CatalogCodec codec;
    private final CatalogSnapshot catalog;
    private volatile @Nullable String word;

    ContentVersion(CatalogCodec codec, CatalogSnapshot catalog) {
        this.codec = codec;
        this.catalog = catalog;
    }

    String word() {
        if (word == null) {
            word = codec.version(catalog);
        }
        return word;
    }
}
