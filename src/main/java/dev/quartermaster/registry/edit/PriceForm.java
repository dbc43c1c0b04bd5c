package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Entries are kept in the full price form; a patch may speak of the short one. */
final class PriceForm {

    private static final String FULL = "pricing";
    private static final String INPUT_PER_1K = "cost_per_1k_input_tokens";
    private static final String OUTPUT_PER_1K = "cost_per_1k_output_tokens";

    /** Fields of the short form, and the fields that name the origin of a price, which a new price makes untrue. */
    private static final Set<String> EXPRESSIBLE = Set.of("input_per_1m", "output_per_1m", "source", "as_of");

    private PriceForm() {}

    /**
     * The entry in the form its patch speaks of. One whose price the short form cannot express stays as it is: two forms
     * are then refused by the reader, rather than a cache price lost.
     */
    static ObjectNode fitting(ObjectNode patch, ObjectNode entry) {
        boolean wantsShort = patch.has(INPUT_PER_1K) || patch.has(OUTPUT_PER_1K);
        JsonNode pricing = entry.path(FULL);
        if (!wantsShort || patch.has(FULL) || !EXPRESSIBLE.containsAll(names(pricing))) {
            return entry;
        }
        ObjectNode shortened = entry.deepCopy();
        shortened.remove(FULL);
        shortened.put(INPUT_PER_1K, perThousand(pricing.path("input_per_1m")));
        shortened.put(OUTPUT_PER_1K, perThousand(pricing.path("output_per_1m")));
        return shortened;
    }

    private static BigDecimal perThousand(JsonNode perMillion) {
        return perMillion.decimalValue().movePointLeft(3);
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
