package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Translates items of a DynamoDB table of models: {@code pk} is {@code provider#model_id}, prices are US dollars per
 * million tokens. {@code is_default} says nothing about a model and is not read.
 */
final class DynamoDbReader {

    private static final String SOURCE = "DynamoDB items";

    private final LocalDate asOf;

    DynamoDbReader(LocalDate asOf) {
        this.asOf = asOf;
    }

    List<ImportRow> rows(JsonNode root) {
        List<ImportRow> rows = new ArrayList<>();
        for (JsonNode item : root.isArray() ? root : root.path("Items")) {
            rows.add(row(rows.size() + 1, item));
        }
        return rows;
    }

    private ImportRow row(int number, JsonNode node) {
        String key = null;
        String provider = null;
        try {
            DynamoDbItem item = new DynamoDbItem(node);
            key = item.text("pk");
            ModelKey model = key(item);
            provider = model.provider().value();
            key = key == null ? provider + "#" + model.id() : key;
            Set<Feature> absent = EnumSet.noneOf(Feature.class);
            Set<Feature> features = EnumSet.noneOf(Feature.class);
            note(item, "supports_tools", Feature.TOOLS, features, absent);
            note(item, "supports_vision", Feature.VISION, features, absent);
            return ImportRow.of(
                    number, key, provider, model(model, item, features).entry(), absent);
        } catch (UnusableRow | IllegalArgumentException | ArithmeticException e) {
            return ImportRow.refused(number, key, provider, e.getMessage());
        }
    }

    /** Reads the key from its two fields, or from {@code pk}; if both are present they must agree. */
    private static ModelKey key(DynamoDbItem item) {
        String pk = item.text("pk");
        String provider = item.text("provider");
        String id = item.text("model_id");
        ModelKey fields = provider == null || id == null ? null : new ModelKey(ProviderId.of(provider), id);
        if (pk == null) {
            if (fields == null) {
                throw new UnusableRow("pk is missing, and so is provider or model_id");
            }
            return fields;
        }
        int hash = pk.indexOf('#');
        if (hash <= 0) {
            throw new UnusableRow("pk must be provider#model_id");
        }
        ModelKey key = new ModelKey(ProviderId.of(pk.substring(0, hash)), pk.substring(hash + 1));
        if (fields != null && !fields.equals(key)) {
            throw new UnusableRow("pk is " + key + ", but provider and model_id are " + fields);
        }
        return key;
    }

    private PlainModel model(ModelKey key, DynamoDbItem item, Set<Feature> features) {
        boolean embedding = key.id().contains("embed");
        BigDecimal limit = item.number("max_tokens");
        return new PlainModel(
                key,
                item.text("display_name"),
                embedding,
                features,
                new Pricing(
                        new Rates(price(item, "input_price"), price(item, "output_price"), null, null, null),
                        List.of(),
                        Map.of(),
                        SOURCE,
                        asOf),
                null,
                limit == null || embedding ? null : count(limit),
                null);
    }

    private static Long count(BigDecimal limit) {
        if (limit.scale() > 20 || limit.precision() - (long) limit.scale() > 12 || limit.signum() <= 0) {
            throw new UnusableRow("max_tokens must be a whole number above 0");
        }
        return limit.longValueExact();
    }

    private static BigDecimal price(DynamoDbItem item, String name) {
        BigDecimal price = item.number(name);
        if (price == null) {
            throw new UnusableRow(name + " is missing");
        }
        return ListPrice.of(price);
    }

    private static void note(
            DynamoDbItem item, String field, Feature feature, Set<Feature> features, Set<Feature> absent) {
        Boolean flag = item.flag(field);
        if (flag != null) {
            (flag ? features : absent).add(feature);
        }
    }
}
