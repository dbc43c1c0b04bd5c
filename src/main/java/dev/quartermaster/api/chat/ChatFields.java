package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ResponseFormat.Kind;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolChoice.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the request fields that several dialects share. */
public final class ChatFields {

    private ChatFields() {}

    /** Reads the role of a message, which must be one of the given ones. */
    public static Role role(JsonFields message, Role... allowed) {
        String name = message.requiredText("role");
        return Arrays.stream(allowed)
                .filter(role -> word(role).equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String path = message.path("role");
                    List<Role> first = Arrays.asList(allowed).subList(0, allowed.length - 1);
                    String words = first.stream().map(ChatFields::word).collect(Collectors.joining(", "));
                    return QuartermasterException.invalid(
                            path, "'" + path + "' must be " + words + " or " + word(allowed[allowed.length - 1]));
                });
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Reads a string or a list of parts; empty when the field is absent. */
    public static List<Part> content(JsonFields owner, String field, Function<JsonFields, Part> part) {
        JsonNode content = owner.take(field);
        if (content == null) {
            return List.of();
        }
        return content.isTextual() ? List.of(Part.Text.of(content.textValue())) : owner.each(field, part);
    }

    /** Reads the prompt cache breakpoint on an object; null when it has none. */
    public static @Nullable CacheMark cacheMark(JsonFields owner) {
        JsonFields mark = owner.object(CacheMark.FIELD);
        return mark == null ? null : new CacheMark(mark.text("ttl"), mark.rest());
    }

    /** Reads the name of a tool. */
    public static String toolName(JsonFields tool) {
        String name = tool.requiredText("name");
        if (name.isBlank()) {
            throw QuartermasterException.invalid(tool.path("name"), "a tool needs a name");
        }
        return name;
    }

    /**
     * Reads a {@code tool_choice} that is a string in OpenAI's dialects.
     *
     * @param named the kind of thing that an object may name instead, for the error message
     */
    public static ToolChoice toolChoice(String word, String named) {
        Mode mode =
                switch (word) {
                    case "auto" -> Mode.AUTO;
                    case "none" -> Mode.NONE;
                    case "required" -> Mode.REQUIRED;
                    default ->
                        throw QuartermasterException.invalid(
                                "tool_choice", "'tool_choice' must be auto, none, required or name a " + named);
                };
        return new ToolChoice(mode, null);
    }

    /**
     * Reads a response format of OpenAI's dialects.
     *
     * @param holder the field that holds the schema and its name; null when the format itself does
     */
    public static ResponseFormat responseFormat(JsonFields format, @Nullable String holder) {
        String path = format.path("type");
        return switch (format.requiredText("type")) {
            case "text" -> new ResponseFormat(Kind.TEXT, null, null, Map.of(), null, format.rest());
            case "json_object" -> new ResponseFormat(Kind.JSON_OBJECT, null, null, Map.of(), null, format.rest());
            case "json_schema" -> jsonSchema(format, holder);
            default ->
                throw QuartermasterException.invalid(path, "'" + path + "' must be text, json_object or json_schema");
        };
    }

    private static ResponseFormat jsonSchema(JsonFields format, @Nullable String holder) {
        JsonFields schema = holder == null ? format : format.requiredObject(holder);
        return new ResponseFormat(
                Kind.JSON_SCHEMA,
                schema.requiredText("name"),
                schema.text("description"),
                schema.requiredObject("schema").all(),
                schema.flag("strict"),
                holder == null ? format.rest() : format.restWith(holder, schema));
    }

    /** Keeps the unread fields of an object under its name, if there are any. */
    public static void keep(String name, Map<String, Object> rest, Map<String, Object> extra) {
        if (!rest.isEmpty()) {
            extra.put(name, rest);
        }
    }
}
