package dev.quartermaster.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** No source gave a catalog. The message names each and why. */
public final class CatalogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<SkippedSource> skipped;

    CatalogUnavailable(List<SkippedSource> skipped) {
        super(message(skipped), null, false, false);
        this.skipped = List.copyOf(skipped);
    }

    public List<SkippedSource> skipped() {
        return skipped;
    }

    private static String message(List<SkippedSource> skipped) {
        return skipped.stream()
                .map(source -> source.source().wire() + ": " + source.reason())
                .collect(Collectors.joining("; ", "Bedrock's catalog is unavailable (", ")"));
    }
}
