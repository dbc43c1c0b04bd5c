package dev.quartermaster.health;

/** Notified when a circuit opens or closes. Called outside all locks; should not block. */
public interface HealthListener {

    /** @param subject a provider, or a model with its provider */
    void down(String subject, HealthReport report);

    void back(String subject);
}
