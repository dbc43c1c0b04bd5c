package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prices of LiteLLM's price file: US dollars per token. Fields of larger prompts end in {@code _above_200k_tokens}, those of
 * service tiers in {@code _flex}, {@code _priority} or {@code _batches}, and those of both in both, in this order.
 */
final class LiteLlmPricing {

    private static final String INPUT = "input_cost_per_token";
    private static final String OUTPUT = "output_cost_per_token";
    private static final String CACHE_READ = "cache_read_input_token_cost";
    private static final String CACHE_WRITE = "cache_creation_input_token_cost";
    private static final String CACHE_WRITE_HOUR = "cache_creation_input_token_cost_above_1hr";
    private static final String AUDIO_INPUT = "input_cost_per_audio_token";
    private static final String IMAGE_INPUT = "input_cost_per_image_token";
    private static final String AUDIO_OUTPUT = "output_cost_per_audio_token";
    private static final String IMAGE_OUTPUT = "output_cost_per_image_token";

    private static final Map<String, ServiceTier> SERVICE_TIERS =
            Map.of("_flex", ServiceTier.FLEX, "_priority", ServiceTier.PRIORITY, "_batches", ServiceTier.BATCH);

    private static final Pattern TIER =
            Pattern.compile("(?:" + INPUT + "|" + OUTPUT + ")_above_(\\d{1,6})k_tokens(_flex|_priority|_batches)?");

    private final LocalDate asOf;

    LiteLlmPricing(LocalDate asOf) {
        this.asOf = asOf;
    }

    /** @param embedding whether it writes no text, so that a missing output price is no gap */
    Pricing read(JsonNode row, boolean embedding) {
        Rates base = base(row, embedding);
        return new Pricing(
                base, above(row, "", base), Map.of(), serviceTiers(row, embedding), LiteLlmReader.SOURCE, asOf);
    }

    private static Rates base(JsonNode row, boolean embedding) {
        BigDecimal input = ListPrice.ofToken(row, INPUT);
        BigDecimal output = ListPrice.ofToken(row, OUTPUT);
        if (input == null) {
            throw new UnusableRow(INPUT + " is missing: no price by the token is published");
        }
        if (output == null && !embedding) {
            throw new UnusableRow(OUTPUT + " is missing: no price by the token is published");
        }
        return new Rates(
                input,
                output == null ? BigDecimal.ZERO : output,
                gap(row, CACHE_READ, input),
                gap(row, CACHE_WRITE, input),
                gap(row, CACHE_WRITE_HOUR, input),
                media(row, ""));
    }

    /** Reads the service tiers whose prices are complete; of any other the price is not known. */
    private static Map<ServiceTier, Pricing> serviceTiers(JsonNode row, boolean embedding) {
        Map<ServiceTier, Pricing> tiers = new TreeMap<>();
        SERVICE_TIERS.forEach((suffix, tier) -> {
            BigDecimal input = ListPrice.ofToken(row, INPUT + suffix);
            BigDecimal output = ListPrice.ofToken(row, OUTPUT + suffix);
            if (input != null && (output != null || embedding)) {
                Rates rates = new Rates(
                        input,
                        output == null ? BigDecimal.ZERO : output,
                        gap(row, CACHE_READ + suffix, input),
                        gap(row, CACHE_WRITE + suffix, input),
                        gap(row, CACHE_WRITE_HOUR + suffix, input),
                        media(row, suffix));
                tiers.put(tier, new Pricing(rates, above(row, suffix, rates), Map.of(), null, null));
            }
        });
        return tiers;
    }

    /** A cache price of 0 beside an input price is a gap in the data, not a gift. */
    private static @Nullable BigDecimal gap(JsonNode row, String field, BigDecimal input) {
        BigDecimal price = ListPrice.ofToken(row, field);
        return price != null && price.signum() == 0 && input.signum() > 0 ? null : price;
    }

    private static MediaRates media(JsonNode row, String suffix) {
        return new MediaRates(
                ListPrice.ofToken(row, AUDIO_INPUT + suffix),
                ListPrice.ofToken(row, IMAGE_INPUT + suffix),
                ListPrice.ofToken(row, AUDIO_OUTPUT + suffix),
                ListPrice.ofToken(row, IMAGE_OUTPUT + suffix));
    }

    private static List<Pricing.Tier> above(JsonNode row, String serviceTier, Rates base) {
        List<Pricing.Tier> above = new ArrayList<>();
        for (long thousands : thresholds(row, serviceTier)) {
            String suffix = "_above_" + thousands + "k_tokens" + serviceTier;
            above.add(new Pricing.Tier(thousands * 1000, tier(row, suffix, base)));
        }
        return above;
    }

    private static SortedSet<Long> thresholds(JsonNode row, String serviceTier) {
        SortedSet<Long> thresholds = new TreeSet<>();
        row.fieldNames().forEachRemaining(field -> {
            Matcher tier = TIER.matcher(field);
            if (tier.matches()
                    && serviceTier.equals(tier.group(2) == null ? "" : tier.group(2))
                    && !row.path(field).isNull()) {
                thresholds.add(Long.parseLong(tier.group(1)));
            }
        });
        return thresholds;
    }

    /** A tier is complete in itself, so what the file does not raise holds on. */
    private static Rates tier(JsonNode row, String suffix, Rates base) {
        return new Rates(
                Optional.ofNullable(ListPrice.ofToken(row, INPUT + suffix)).orElse(base.inputPer1m()),
                Optional.ofNullable(ListPrice.ofToken(row, OUTPUT + suffix)).orElse(base.outputPer1m()),
                or(ListPrice.ofToken(row, CACHE_READ + suffix), base.cacheReadPer1m()),
                or(ListPrice.ofToken(row, CACHE_WRITE + suffix), base.cacheWrite5mPer1m()),
                or(ListPrice.ofToken(row, CACHE_WRITE_HOUR + suffix), base.cacheWrite1hPer1m()),
                media(row, suffix).or(base.media()));
    }

    private static @Nullable BigDecimal or(@Nullable BigDecimal own, @Nullable BigDecimal otherwise) {
        return own == null ? otherwise : own;
    }
}
