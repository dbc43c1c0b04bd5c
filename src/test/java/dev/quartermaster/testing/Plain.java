package dev.quartermaster.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.provider.translation.Json;
import java.util.Map;

/** JSON for tests outside the container, read as the container's mapper reads it. */
public final class Plain {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Plain() {}

    public static Json json() {
        return new Json(MAPPER);
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(String json) {
        try {
            return MAPPER.readValue(json, Map.class);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }
}
