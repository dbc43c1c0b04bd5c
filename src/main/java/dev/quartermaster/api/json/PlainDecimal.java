package dev.quartermaster.api.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.quartermaster.domain.Money;
import java.io.IOException;

/** Writes an amount as a JSON number without an exponent: {@code 0.00000175}. */
public class PlainDecimal extends JsonSerializer<Money> {

    @Override
    public void serialize(Money amount, JsonGenerator json, SerializerProvider context) throws IOException {
        json.writeNumber(amount.toString());
    }
}
