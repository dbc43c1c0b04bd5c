package dev.quartermaster.domain.model;

import dev.quartermaster.domain.ServiceTier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices of a model.
 *
 * @param base rates for ordinary prompts
 * @param above rates that replace {@code base}, for the whole request, once the prompt is larger than their threshold
 * @param routes rates by the way a Bedrock call takes; each with thresholds and service tiers of its own
 * @param serviceTiers rates by the service tier that a call was served at; each with thresholds of its own
 * @param source where the prices were published; null where not said
 * @param asOf the day they were read; null where not said
 */
public record Pricing(
        Rates base,
        List<Tier> above,
        Map<PriceRoute, Pricing> routes,
        Map<ServiceTier, Pricing> serviceTiers,
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

    /** The source of prices that nobody has published: what the rates say is no price, also where they say 0. */
    public static final String NOT_PUBLISHED = "not published";

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
        serviceTiers = serviceTiers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(serviceTiers));
    }

    /** Creates prices of the standard tier alone. */
    public Pricing(
            Rates base,
            List<Tier> above,
            Map<PriceRoute, Pricing> routes,
            @Nullable String source,
            @Nullable LocalDate asOf) {
        this(base, above, routes, Map.of(), source, asOf);
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

    /**
     * The rates that hold for a call; null where they are not known: the prices were never published, or those of the tier
     * it was served at are missing. A route with prices of its own has service tiers of its own.
     *
     * @param tier null for the standard tier
     */
    public @Nullable Rates ratesFor(long promptTokens, @Nullable PriceRoute route, @Nullable ServiceTier tier) {
        if (NOT_PUBLISHED.equals(source)) {
            return null;
        } else if (tier == null) {
            return ratesFor(promptTokens, route);
        }
        Pricing ofRoute = route == null ? null : routes.get(route);
        Pricing ofTier = (ofRoute == null ? this : ofRoute).serviceTiers.get(tier);
        return ofTier == null ? null : ofTier.ratesFor(promptTokens);
    }
}
