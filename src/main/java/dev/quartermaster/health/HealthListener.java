package dev.quartermaster.health;

/** Told when something on the board goes down or comes back. Called outside the board's locks; should not block. */
public interface HealthListener {

    /** @param subject a provider, or a model with its provider */
    void down(String subject, HealthReport report);

    void back(String subject);
}
