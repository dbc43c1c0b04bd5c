package dev.quartermaster.registry.file;

/** One entry cannot be used. Carries no stack trace: it is a finding about the file, not a defect. */
final class InvalidEntry extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    InvalidEntry(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** @param field the path of the field at fault ({@code pricing.above[0].input_per_1m}) */
    static InvalidEntry at(String field, String reason) {
        return new InvalidEntry(field + " " + reason);
    }
}
