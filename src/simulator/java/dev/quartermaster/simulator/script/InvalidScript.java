package dev.quartermaster.simulator.script;

/** A script that cannot be played; names the field at fault. */
public final class InvalidScript extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    InvalidScript(String field, String message) {
        super("'" + field + "' " + message, null, false, false);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
