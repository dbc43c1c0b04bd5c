package dev.quartermaster.registry.imports;

/** One row cannot be used; the message names the field. Carries no stack trace: it is a finding, not a defect. */
final class UnusableRow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableRow(String reason) {
        super(reason, null, false, false);
    }
}
