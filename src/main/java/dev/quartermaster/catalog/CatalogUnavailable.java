package dev.quartermaster.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** No source gave a catalog. The message names each and why. */
public final class CatalogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<SkippedSource> missed;

    CatalogUnavailable(List<SkippedSource> missed) {
        super(message(missed), null, false, false);
        this.missed = List.copyOf(missed);
    }

    public List<SkippedSource> missed() {
        return missed;
    }

    private static String message(List<SkippedSource> missed) {
        return missed.stream()
                .map(source -> source.source().wire() + ": " + source.reason())
                .collect(Collectors.joining("; ", "Bedrock's catalog is unavailable (", ")"));
    }
}
