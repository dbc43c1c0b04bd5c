package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a model of the data is listed but not enabled: each reason is a fact its operator can act on. */
record DisablingReasons(List<String> reasons) {

    static DisablingReasons of(ModelKey key, JsonNode model, LocalDate asOf) {
        List<String> reasons = new ArrayList<>();
        if (!ModelsDevPricing.isPublished(model) && !ModelsDevPricing.isFree(key, model)) {
            reasons.add("No price is published by the token; set one before enabling it.");
        }
        // In this data set the word means that the provider's public API serves it no longer.
        if ("deprecated".equals(model.path("status").textValue())) {
            reasons.add("No longer served by its provider, by " + ModelsDevReader.SOURCE + " of " + asOf + ".");
        }
        if (isOnlyOnMantle(key, model)) {
            reasons.add("Served by Bedrock's OpenAI-compatible endpoint only, not by Converse.");
        }
        return new DisablingReasons(reasons);
    }

    private static boolean isOnlyOnMantle(ModelKey key, JsonNode model) {
        return key.provider().equals(ProviderId.BEDROCK)
                && model.path("provider").path("api").asText().contains("bedrock-mantle");
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Null when there are none. */
    @Nullable String text() {
        return reasons.isEmpty() ? null : String.join(" ", reasons);
    }
}
