package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads fields whose type the schema has already made sure of; an absent one is null or empty. */
final class Fields {

    private Fields() {}

    static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.get(field).textValue() : null;
    }

    static @Nullable Long count(JsonNode node, String field) {
        return node.has(field) ? node.get(field).longValue() : null;
    }

    static boolean flag(JsonNode node, String field, boolean otherwise) {
        return node.has(field) ? node.get(field).booleanValue() : otherwise;
    }

    /** @param path how the field is named in a reason */
    static @Nullable LocalDate date(JsonNode node, String field, String path) {
        if (!node.has(field)) {
            return null;
        }
        try {
            return LocalDate.parse(node.get(field).textValue());
        } catch (DateTimeParseException e) {
            throw InvalidEntry.at(path, "is not a day of the calendar");
        }
    }

    static List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        node.path(field).forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    static Set<String> words(JsonNode node, String field) {
        return new TreeSet<>(texts(node, field));
    }
}
