package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prices of the models.dev shape: US dollars per million tokens under {@code cost}. */
final class ModelsDevPricing {

    /** Anthropic's one-hour cache writes cost this times the input price; the shape has the five-minute price only. */
    private static final BigDecimal CLAUDE_HOUR_WRITE = BigDecimal.valueOf(2);

    private final LocalDate asOf;

    ModelsDevPricing(LocalDate asOf) {
        this.asOf = asOf;
    }

    static boolean isPublished(JsonNode model) {
        return model.path("cost").has("input") && model.path("cost").has("output");
    }

    /** Ollama and models with open weights are not billed by the token. */
    static boolean isFree(ModelKey key, JsonNode model) {
        return !isPublished(model)
                && (key.provider().equals(ProviderId.OLLAMA)
                        || model.path("open_weights").booleanValue());
    }

    /** A cache price of 0 beside an input price is a gap in the data, not a gift. */
    static boolean publishesCacheRead(JsonNode model) {
        JsonNode cost = model.path("cost");
        BigDecimal cacheRead = price(cost, "cache_read");
        BigDecimal input = price(cost, "input");
        return cacheRead != null && (cacheRead.signum() > 0 || (input != null && input.signum() == 0));
    }

    Pricing read(ModelKey key, JsonNode model) {
        if (!isPublished(model)) {
            String source = isFree(key, model) ? "not billed by the token" : Pricing.NOT_PUBLISHED;
            return new Pricing(Rates.of("0", "0"), List.of(), Map.of(), source, asOf);
        }
        boolean isClaude = key.id().contains("claude");
        JsonNode cost = model.get("cost");
        List<Pricing.Tier> above = new ArrayList<>();
        for (JsonNode tier : cost.path("tiers")) {
            above.add(new Pricing.Tier(tier.path("tier").path("size").longValue(), rates(tier, true, isClaude)));
        }
        Rates base = rates(cost, publishesCacheRead(model), isClaude);
        return new Pricing(base, above, Map.of(), ModelsDevReader.SOURCE, asOf);
    }

    private static Rates rates(JsonNode cost, boolean withCacheRead, boolean isClaude) {
        BigDecimal input = required(cost, "input");
        BigDecimal write = price(cost, "cache_write");
        return new Rates(
                input,
                required(cost, "output"),
                withCacheRead ? price(cost, "cache_read") : null,
                write,
                write != null && isClaude ? ListPrice.of(input.multiply(CLAUDE_HOUR_WRITE)) : null,
                new MediaRates(price(cost, "input_audio"), null, price(cost, "output_audio"), null));
    }

    private static BigDecimal required(JsonNode cost, String field) {
        BigDecimal price = price(cost, field);
        if (price == null) {
            throw new IllegalArgumentException(field + "_per_1m is missing");
        }
        return price;
    }

    private static @Nullable BigDecimal price(JsonNode cost, String field) {
        return cost.path(field).isNumber() ? ListPrice.of(cost.get(field).decimalValue()) : null;
    }
}
