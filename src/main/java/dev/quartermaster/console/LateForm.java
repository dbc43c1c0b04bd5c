package dev.quartermaster.console;

/** A form came whose page was shown to another caller, or before another sign-in. It is shown again before it is done. */
final class LateForm extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final transient ConsoleForm form;

    LateForm(String path, ConsoleForm form) {
        super("a form of another session", null, false, false);
        this.path = path;
        this.form = form;
    }

    String path() {
        return path;
    }

    ConsoleForm form() {
        return form;
    }
}
