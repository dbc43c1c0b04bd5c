package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One item, its attributes plain or in DynamoDB's own form ({@code {"S": "text"}}, {@code {"N": "1.5"}}). */
final class DynamoDbItem {

    private final JsonNode item;

    DynamoDbItem(JsonNode item) {
        if (!item.isObject()) {
            throw new UnusableRow("an item must be an object");
        }
        this.item = item;
    }

    /** Null where it is absent. */
    @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw new UnusableRow(name + " must be text");
        }
        return value.textValue().isBlank() ? null : value.textValue().strip();
    }

    /** Null where it is absent. */
    @Nullable BigDecimal number(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        try {
            return value.isNumber()
                    ? value.decimalValue()
                    : new BigDecimal(value.textValue().strip());
        } catch (NumberFormatException | NullPointerException e) {
            throw new UnusableRow(name + " must be a number");
        }
    }

    /** Null where it is absent. */
    @Nullable Boolean flag(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw new UnusableRow(name + " must be true or false");
        }
        return value.booleanValue();
    }

    private @Nullable JsonNode value(String name) {
        JsonNode plain = item.path(name);
        if (plain.isObject()) {
            for (String type : new String[] {"S", "N", "BOOL"}) {
                if (plain.has(type)) {
                    return plain.get(type);
                }
            }
            if (plain.path("NULL").booleanValue()) {
                return null;
            }
            throw new UnusableRow(name + " has a type that is not read here");
        }
        return plain.isMissingNode() || plain.isNull() ? null : plain;
    }
}
