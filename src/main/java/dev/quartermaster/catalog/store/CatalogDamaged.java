package dev.quartermaster.catalog.store;

/** A stored catalog must not be used; the message says what is wrong with it. */
public final class CatalogDamaged extends Exception {

    private static final long serialVersionUID = 1L;

    public CatalogDamaged(String message) {
        super(message, null, false, false);
    }
}
