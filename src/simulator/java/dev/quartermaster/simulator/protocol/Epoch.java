package dev.quartermaster.simulator.protocol;

/** The one moment at which everything is answered, so that the same request always gets the same bytes. */
final class Epoch {

    /** 2026-01-01T00:00:00Z in seconds. */
    static final long SECONDS = 1_767_225_600L;

    static final String TEXT = "2026-01-01T00:00:00Z";

    private Epoch() {}
}
