package dev.quartermaster.cost.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage and cost reports of OpenAI's and Anthropic's administration APIs: buckets of time with results, one page or
 * an array of pages.
 */
final class JsonExports {

    private JsonExports() {}

    static List<ExportLine> read(JsonNode root) {
        List<ExportLine> lines = new ArrayList<>();
        if (root.isArray()) {
            for (int i = 0; i < root.size(); i++) {
                page(new ExportNode("[" + i + "]", root.get(i)), i == root.size() - 1, lines);
            }
        } else {
            page(new ExportNode("", root), true, lines);
        }
        return lines;
    }

    private static void page(ExportNode page, boolean last, List<ExportLine> lines) {
        if (last && page.isTrue("has_more")) {
            throw page.wrong("has_more", "says that pages are missing; send all of them, as an array");
        }
        for (ExportNode bucket : page.items("data")) {
            boolean openAi = bucket.has("start_time");
            LocalDate day = openAi ? bucket.daySinceEpoch("start_time") : bucket.day("starting_at");
            for (ExportNode result : bucket.items("results")) {
                lines.add(openAi ? openAi(day, result) : anthropic(day, result));
            }
        }
    }

    /** Cached tokens are a part of the input's. */
    private static ExportLine openAi(LocalDate day, ExportNode result) {
        if (result.has("amount")) {
            ExportNode amount = result.at("amount");
            requireDollars(amount);
            return new ExportLine(day, model(result.text("line_item")), null, null, amount.amount("value"));
        } else if (!result.has("input_tokens") && !result.has("output_tokens")) {
            throw result.wrong("input_tokens", "is missing, and so is 'amount'");
        }
        return new ExportLine(
                day, result.text("model"), result.count("input_tokens"), result.count("output_tokens"), null);
    }

    /** The model of an item such as {@code gpt-4o-2024-08-06, input}. */
    private static @Nullable String model(@Nullable String lineItem) {
        return lineItem == null ? null : lineItem.split(",", 2)[0].strip();
    }

    private static ExportLine anthropic(LocalDate day, ExportNode result) {
        if (result.has("amount")) {
            requireDollars(result);
            // In cents.
            return new ExportLine(
                    day,
                    result.text("model"),
                    null,
                    null,
                    result.amount("amount").movePointLeft(2));
        } else if (!result.has("uncached_input_tokens") && !result.has("output_tokens")) {
            throw result.wrong("uncached_input_tokens", "is missing, and so is 'amount'");
        }
        ExportNode written = result.at("cache_creation");
        BigDecimal input = result.count("uncached_input_tokens")
                .add(result.count("cache_read_input_tokens"))
                .add(written.count("ephemeral_5m_input_tokens"))
                .add(written.count("ephemeral_1h_input_tokens"));
        return new ExportLine(day, result.text("model"), input, result.count("output_tokens"), null);
    }

    private static void requireDollars(ExportNode amount) {
        String currency = amount.text("currency");
        if (currency == null || !currency.toUpperCase(Locale.ROOT).equals("USD")) {
            throw amount.wrong("currency", "must be USD");
        }
    }
}
