package dev.quartermaster.api.error;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.quartermaster.domain.Money;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the further fields of an error ready for the JSON writer. */
final class ErrorFields {

    private ErrorFields() {}

    static Map<String, Object> of(Map<String, Object> details) {
        if (details.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        details.forEach((name, value) -> fields.put(name, written(value)));
        return fields;
    }

    private static Object written(Object value) {
        if (value instanceof Money amount) {
            return new PlainAmount(amount);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, inner) -> fields.put(name.toString(), written(inner)));
            return fields;
        }
        return value;
    }

    /** An amount as a JSON number without an exponent. */
    private static final class PlainAmount extends JsonSerializable.Base {

        private final Money amount;

        PlainAmount(Money amount) {
            this.amount = amount;
        }

        @Override
        public void serialize(JsonGenerator json, SerializerProvider any) throws IOException {
            json.writeNumber(amount.toString());
        }

        @Override
        public void serializeWithType(JsonGenerator json, SerializerProvider any, TypeSerializer none)
                throws IOException {
            serialize(json, any);
        }
    }
}
