package dev.quartermaster.health;

/** Listener for circuits that open or close. Called outside all locks; should not block. */
public interface HealthListener {

    /** @param subject a provider, or a model with its provider */
    void opened(String subject, HealthReport report);

    void closed(String subject);
}
