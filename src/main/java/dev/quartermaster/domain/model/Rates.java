package dev.quartermaster.domain.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Prices in US dollars per million tokens, one per usage class. A class of the prompt without a price of its own costs what
 * uncached input costs, a class of the answer what text costs.
 *
 * @param cacheReadPer1m null where unpublished
 * @param cacheWrite5mPer1m null where unpublished
 * @param cacheWrite1hPer1m null where unpublished
 * @param media prices of audio and images
 */
public record Rates(
        BigDecimal inputPer1m,
        BigDecimal outputPer1m,
        @Nullable BigDecimal cacheReadPer1m,
        @Nullable BigDecimal cacheWrite5mPer1m,
        @Nullable BigDecimal cacheWrite1hPer1m,
        MediaRates media) {

    /** Above this a price is taken for a unit mistake: 1 USD a token. */
    private static final BigDecimal HIGHEST = new BigDecimal(1_000_000);

    public Rates {
        check("input_per_1m", require("input_per_1m", inputPer1m));
        check("output_per_1m", require("output_per_1m", outputPer1m));
        check("cache_read_per_1m", cacheReadPer1m);
        check("cache_write_5m_per_1m", cacheWrite5mPer1m);
        check("cache_write_1h_per_1m", cacheWrite1hPer1m);
    }

    /** Creates the prices of text. */
    public Rates(
            BigDecimal inputPer1m,
            BigDecimal outputPer1m,
            @Nullable BigDecimal cacheReadPer1m,
            @Nullable BigDecimal cacheWrite5mPer1m,
            @Nullable BigDecimal cacheWrite1hPer1m) {
        this(inputPer1m, outputPer1m, cacheReadPer1m, cacheWrite5mPer1m, cacheWrite1hPer1m, MediaRates.NONE);
    }

    public static Rates of(String inputPer1m, String outputPer1m) {
        return new Rates(new BigDecimal(inputPer1m), new BigDecimal(outputPer1m), null, null, null);
    }

    private static BigDecimal require(String field, @Nullable BigDecimal price) {
        if (price == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return price;
    }

    static void check(String field, @Nullable BigDecimal price) {
        if (price == null) {
            return;
        }
        if (price.signum() < 0) {
            throw new IllegalArgumentException(field + " must not be negative");
        }
        if (price.compareTo(HIGHEST) > 0) {
            throw new IllegalArgumentException(field + " is above 1 USD a token");
        }
    }
}
