package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prices of LiteLLM's price file: US dollars per token, with tiers whose fields end in {@code _above_200k_tokens}. */
final class LiteLlmPricing {

    private static final String INPUT = "input_cost_per_token";
    private static final String OUTPUT = "output_cost_per_token";
    private static final String CACHE_READ = "cache_read_input_token_cost";
    private static final String CACHE_WRITE = "cache_creation_input_token_cost";
    private static final String CACHE_WRITE_HOUR = "cache_creation_input_token_cost_above_1hr";

    private static final Pattern TIER = Pattern.compile("(?:" + INPUT + "|" + OUTPUT + ")_above_(\\d{1,6})k_tokens");

    private final LocalDate asOf;

    LiteLlmPricing(LocalDate asOf) {
        this.asOf = asOf;
    }

    /** @param embedding whether it writes no text, so that a missing output price is no gap */
    Pricing read(JsonNode row, boolean embedding) {
        Rates base = base(row, embedding);
        List<Pricing.Tier> above = new ArrayList<>();
        for (long thousands : thresholds(row)) {
            above.add(new Pricing.Tier(thousands * 1000, tier(row, "_above_" + thousands + "k_tokens", base)));
        }
        return new Pricing(base, above, Map.of(), LiteLlmReader.SOURCE, asOf);
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
                cache(row, CACHE_READ, input),
                cache(row, CACHE_WRITE, input),
                cache(row, CACHE_WRITE_HOUR, input));
    }

    /** A cache price of 0 beside an input price is a gap in the data, not a gift. */
    private static @Nullable BigDecimal cache(JsonNode row, String field, BigDecimal input) {
        BigDecimal price = ListPrice.ofToken(row, field);
        return price != null && price.signum() == 0 && input.signum() > 0 ? null : price;
    }

    private static SortedSet<Long> thresholds(JsonNode row) {
        SortedSet<Long> thresholds = new TreeSet<>();
        row.fieldNames().forEachRemaining(field -> {
            Matcher tier = TIER.matcher(field);
            if (tier.matches() && !row.path(field).isNull()) {
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
                or(ListPrice.ofToken(row, CACHE_WRITE_HOUR + suffix), base.cacheWrite1hPer1m()));
    }

    private static @Nullable BigDecimal or(@Nullable BigDecimal own, @Nullable BigDecimal otherwise) {
        return own == null ? otherwise : own;
    }
}
