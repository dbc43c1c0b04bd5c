package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.model.Pricing;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Refuses a price so far from the one that is held that its unit is more likely wrong than its amount: per token, per
 * thousand and per million lie a thousand apart, and no provider has changed a price by this much at once.
 */
final class PriceJump {

    private static final BigDecimal MOST = BigDecimal.valueOf(50);

    private PriceJump() {}

    /** Why {@code said} is not to be believed; empty when it may be. A price of 0 that is held says nothing. */
    static Optional<String> find(Pricing held, Pricing said) {
        return between("input_per_1m", held.base().inputPer1m(), said.base().inputPer1m())
                .or(() -> between(
                        "output_per_1m", held.base().outputPer1m(), said.base().outputPer1m()));
    }

    private static Optional<String> between(String field, BigDecimal held, BigDecimal said) {
        if (held.signum() == 0) {
            return Optional.empty();
        }
        boolean high = said.compareTo(held.multiply(MOST)) > 0;
        boolean low = said.multiply(MOST).compareTo(held) < 0;
        if (!high && !low) {
            return Optional.empty();
        }
        return Optional.of("pricing." + field + " would be " + said.toPlainString() + " USD per million tokens, "
                + (high ? "more than " + MOST + " times" : "less than 1/" + MOST + " of") + " the "
                + held.toPlainString() + " held now; if that is right: accept_price_changes=true");
    }
}
