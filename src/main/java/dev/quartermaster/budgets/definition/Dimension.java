package dev.quartermaster.budgets.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dimension of spending that a budget can cover a part of. */
public enum Dimension {
    /** All of it; has no target. */
    GLOBAL,
    PROVIDER,
    MODEL,
    AGENT_TYPE,
    TASK_ID,
    API_KEY;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dimension> of(@Nullable String wire) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.wire().equals(wire))
                .findFirst();
    }
}
