package dev.quartermaster.domain;

import java.util.Locale;
import java.util.Optional;

/** Importance of a task to its caller; it shifts weight between cost and quality of service. */
public enum Priority {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    public static Optional<Priority> parse(String text) {
        for (Priority priority : values()) {
            if (priority.wire().equals(text)) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    /**
     * The priority that weighs a task when money is to be saved: one step lower, so that what is neither urgent nor
     * important goes to cheaper models. What is critical stays so.
     */
    public Priority economised() {
        return switch (this) {
            case LOW, MEDIUM -> LOW;
            case HIGH -> MEDIUM;
            case CRITICAL -> CRITICAL;
        };
    }

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
