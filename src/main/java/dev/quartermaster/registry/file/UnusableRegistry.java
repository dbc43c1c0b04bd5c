package dev.quartermaster.registry.file;

/** The file as a whole cannot be used; the message says why, for an operator to read. */
public final class UnusableRegistry extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableRegistry(String message) {
        super(message);
    }

    public UnusableRegistry(String message, Throwable cause) {
        super(message, cause);
    }
}
