package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes prices in the full form: US dollars per million tokens. */
final class PricingWriter {

    private PricingWriter() {}

    static ObjectNode write(Pricing pricing) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        rates(node, pricing.base());
        if (!pricing.above().isEmpty()) {
            ArrayNode above = node.putArray("above");
            pricing.above().forEach(tier -> {
                ObjectNode own = above.addObject();
                own.put("prompt_tokens", tier.promptTokens());
                rates(own, tier.rates());
            });
        }
        if (!pricing.routes().isEmpty()) {
            ObjectNode routes = node.putObject("routes");
            pricing.routes().forEach((route, own) -> routes.set(route.wire(), write(own)));
        }
        if (!pricing.serviceTiers().isEmpty()) {
            ObjectNode tiers = node.putObject("service_tiers");
            pricing.serviceTiers().forEach((tier, own) -> tiers.set(tier.word(), write(own)));
        }
        EntryWriter.text(node, "source", pricing.source());
        EntryWriter.text(node, "as_of", pricing.asOf());
        return node;
    }

    private static void rates(ObjectNode node, Rates rates) {
        price(node, "input_per_1m", rates.inputPer1m());
        price(node, "output_per_1m", rates.outputPer1m());
        price(node, "cache_read_per_1m", rates.cacheReadPer1m());
        price(node, "cache_write_5m_per_1m", rates.cacheWrite5mPer1m());
        price(node, "cache_write_1h_per_1m", rates.cacheWrite1hPer1m());
        MediaRates media = rates.media();
        price(node, "audio_input_per_1m", media.audioInputPer1m());
        price(node, "image_input_per_1m", media.imageInputPer1m());
        price(node, "audio_output_per_1m", media.audioOutputPer1m());
        price(node, "image_output_per_1m", media.imageOutputPer1m());
    }

    private static void price(ObjectNode node, String field, @Nullable BigDecimal price) {
        if (price != null) {
            node.put(field, price);
        }
    }
}
