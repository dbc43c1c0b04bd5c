package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads either price form of an entry; exact, in US dollars per million tokens. */
final class PricingReader {

    private static final String INPUT_PER_1K = "cost_per_1k_input_tokens";
    private static final String OUTPUT_PER_1K = "cost_per_1k_output_tokens";
    private static final String FULL = "pricing";
    private static final String SERVICE_TIERS = "service_tiers";

    /** More decimals than any price list has; a number beyond is a mistake, and could be too large to write out. */
    private static final int MOST_DECIMALS = 12;

    private PricingReader() {}

    /** Before the schema looks at the entry, because it could say only that neither alternative matches. */
    static void requireOneForm(JsonNode entry) {
        boolean perThousand = entry.has(INPUT_PER_1K) || entry.has(OUTPUT_PER_1K);
        if (perThousand && entry.has(FULL)) {
            throw new InvalidEntry("pricing and cost_per_1k_* are both given: one price form is allowed");
        }
        if (!perThousand && !entry.has(FULL)) {
            throw new InvalidEntry("a price is missing: give pricing, or " + INPUT_PER_1K + " and " + OUTPUT_PER_1K);
        }
        if (perThousand && !(entry.has(INPUT_PER_1K) && entry.has(OUTPUT_PER_1K))) {
            throw new InvalidEntry((entry.has(INPUT_PER_1K) ? OUTPUT_PER_1K : INPUT_PER_1K) + " is missing");
        }
    }

    static Pricing read(JsonNode entry) {
        if (entry.has(FULL)) {
            return full(entry.get(FULL), FULL);
        }
        BigDecimal input = required(entry, INPUT_PER_1K, INPUT_PER_1K).movePointRight(3);
        BigDecimal output = required(entry, OUTPUT_PER_1K, OUTPUT_PER_1K).movePointRight(3);
        return Pricing.flat(new Rates(canonical(input), canonical(output), null, null, null));
    }

    private static Pricing full(JsonNode pricing, String path) {
        Map<PriceRoute, Pricing> routes = new EnumMap<>(PriceRoute.class);
        for (PriceRoute route : PriceRoute.values()) {
            JsonNode own = pricing.path("routes").path(route.wire());
            if (own.isObject()) {
                routes.put(route, full(own, path + ".routes." + route.wire()));
            }
        }
        return new Pricing(
                rates(pricing, path),
                tiers(pricing.path("above"), path + ".above"),
                routes,
                serviceTiers(pricing.path(SERVICE_TIERS), path + "." + SERVICE_TIERS),
                Fields.text(pricing, "source"),
                Fields.date(pricing, "as_of", path + ".as_of"));
    }

    private static Map<ServiceTier, Pricing> serviceTiers(JsonNode tiers, String path) {
        Map<ServiceTier, Pricing> read = new TreeMap<>();
        for (Map.Entry<String, JsonNode> tier : tiers.properties()) {
            read.put(new ServiceTier(tier.getKey()), full(tier.getValue(), path + "." + tier.getKey()));
        }
        return read;
    }

    private static List<Pricing.Tier> tiers(JsonNode above, String path) {
        List<Pricing.Tier> tiers = new ArrayList<>();
        for (JsonNode tier : above) {
            String own = path + "[" + tiers.size() + "]";
            tiers.add(new Pricing.Tier(tier.path("prompt_tokens").longValue(), rates(tier, own)));
        }
        return tiers;
    }

    private static Rates rates(JsonNode node, String path) {
        return new Rates(
                required(node, "input_per_1m", path),
                required(node, "output_per_1m", path),
                price(node, "cache_read_per_1m", path),
                price(node, "cache_write_5m_per_1m", path),
                price(node, "cache_write_1h_per_1m", path),
                media(node, path));
    }

    private static MediaRates media(JsonNode node, String path) {
        MediaRates media = new MediaRates(
                price(node, "audio_input_per_1m", path),
                price(node, "image_input_per_1m", path),
                price(node, "audio_output_per_1m", path),
                price(node, "image_output_per_1m", path));
        return media.equals(MediaRates.NONE) ? MediaRates.NONE : media;
    }

    private static BigDecimal required(JsonNode node, String field, String path) {
        BigDecimal price = price(node, field, path);
        if (price == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return price;
    }

    private static @Nullable BigDecimal price(JsonNode node, String field, String path) {
        if (!node.has(field)) {
            return null;
        }
        BigDecimal price = canonical(node.get(field).decimalValue());
        if (price.scale() > MOST_DECIMALS) {
            throw InvalidEntry.at(
                    path.equals(field) ? field : path + "." + field, "has more than " + MOST_DECIMALS + " decimals");
        }
        return price;
    }

    /** Prices are compared as records, so that one amount needs one form: no trailing zeros and no exponent. */
    private static BigDecimal canonical(BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
