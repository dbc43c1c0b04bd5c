package dev.quartermaster.domain.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of {@code extra} maps: unmodifiable, in the order of arrival, and (unlike {@code Map.copyOf}) with nulls. */
final class PassthroughFields {

    private PassthroughFields() {}

    static Map<String, Object> copyOf(Map<String, Object> extra) {
        return extra == null || extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }
}
