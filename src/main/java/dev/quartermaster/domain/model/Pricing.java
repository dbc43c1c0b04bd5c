package dev.quartermaster.domain.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a model.
 *
 * @param base rates for ordinary prompts
 * @param above rates that replace {@code base}, for the whole request, once the prompt is larger than their threshold
 * @param routes rates by the way a Bedrock call takes; each with tiers of its own
 * @param source where the prices were published; null where not said
 * @param asOf the day they were read; null where not said
 */
public record Pricing(
        Rates base,
        List<Tier> above,
        Map<PriceRoute, Pricing> routes,
        @Nullable String source,
        @Nullable LocalDate asOf) {

    /** @param promptTokens the tier holds for prompts of more tokens than this */
    public record Tier(long promptTokens, Rates rates) {
        public Tier {
            if (promptTokens <= 0 || rates == null) {
                throw new IllegalArgumentException("a price tier needs a positive prompt_tokens and rates");
            }
        }
    }

    public Pricing {
        if (base == null) {
            throw new IllegalArgumentException("pricing needs input and output rates");
        }
        List<Tier> sorted = new ArrayList<>(above);
        sorted.sort(Comparator.comparingLong(Tier::promptTokens));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).promptTokens() == sorted.get(i - 1).promptTokens()) {
                throw new IllegalArgumentException("two price tiers share one prompt_tokens threshold");
            }
        }
        above = List.copyOf(sorted);
        routes = routes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(routes));
    }

    public static Pricing flat(Rates rates) {
        return new Pricing(rates, List.of(), Map.of(), null, null);
    }

    /** The rates that hold for a prompt of this size on the ordinary route. */
    public Rates ratesFor(long promptTokens) {
        Rates holding = base;
        for (Tier tier : above) {
            if (promptTokens > tier.promptTokens()) {
                holding = tier.rates();
            }
        }
        return holding;
    }

    /** The rates that hold for a prompt of this size on {@code route}; the ordinary ones if it has none of its own. */
    public Rates ratesFor(long promptTokens, @Nullable PriceRoute route) {
        Pricing own = route == null ? null : routes.get(route);
        return own == null ? ratesFor(promptTokens) : own.ratesFor(promptTokens);
    }
}
