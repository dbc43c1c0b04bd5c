package dev.quartermaster.budgets.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Action of a budget when a call does not fit into it. */
public enum BudgetAction {
    /** None: it raises alerts at its thresholds. */
    ALERT,
    /** The call is refused. */
    BLOCK,
    /** The call goes on; it is counted as one that would have been refused. */
    SHADOW;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BudgetAction> of(@Nullable String wire) {
        return Arrays.stream(values())
                .filter(action -> action.wire().equals(wire))
                .findFirst();
    }
}
