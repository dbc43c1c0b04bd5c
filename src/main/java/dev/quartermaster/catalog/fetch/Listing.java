package dev.quartermaster.catalog.fetch;

/** One list of one region, which is what is fetched, retried and given up on as one. */
record Listing(String region, Kind kind) {

    enum Kind {
        MODELS,
        PROFILES
    }
}
