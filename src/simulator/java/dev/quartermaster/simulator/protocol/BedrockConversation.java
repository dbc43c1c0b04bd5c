package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Refused;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses what Converse itself refuses in a conversation, before any model sees it. */
final class BedrockConversation {

    private static final Set<String> IMAGES = Set.of("gif", "jpeg", "png", "webp");
    private static final Set<String> DOCUMENTS =
            Set.of("csv", "doc", "docx", "html", "md", "pdf", "txt", "xls", "xlsx");
    private static final Set<String> BLOCKS = Set.of(
            "audio",
            "cachePoint",
            "citationsContent",
            "document",
            "guardContent",
            "image",
            "reasoningContent",
            "searchResult",
            "text",
            "toolResult",
            "toolUse",
            "video");

    private static final Pattern DOCUMENT_NAME = Pattern.compile("(?!.*  )[A-Za-z0-9 ()\\[\\]-]{1,200}");
    private static final Pattern TOOL_USE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private BedrockConversation() {}

    /** @throws Refused naming the place of the first thing at fault */
    static void check(Call call) {
        JsonNode messages = call.requiredList("messages");
        boolean offersTools = !call.at("toolConfig", "tools").isEmpty();
        for (int i = 0; i < messages.size(); i++) {
            checkRole(messages.get(i), i);
            checkBlocks(messages.get(i).path("content"), "messages." + i + ".content", offersTools);
        }
    }

    private static void checkRole(JsonNode message, int place) {
        String role = message.path("role").asText();
        if (!role.equals("user") && !role.equals("assistant")) {
            throw refused("messages." + place + ".role", "must be user or assistant");
        }
        if (role.equals("user") != (place % 2 == 0)) {
            throw Refused.invalid(
                    "messages",
                    place == 0
                            ? "A conversation must start with a user message."
                            : "A conversation must alternate between user and assistant roles.");
        }
    }

    private static void checkBlocks(JsonNode content, String place, boolean offersTools) {
        if (!content.isArray() || content.isEmpty()) {
            throw refused(place, "must be a list with at least one block");
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode block = content.get(i);
            if (block.size() != 1 || !BLOCKS.contains(block.fieldNames().next())) {
                throw refused(place + "." + i, "must be one block of a known kind");
            }
            checkBlock(block, place + "." + i, offersTools);
        }
    }

    private static void checkBlock(JsonNode block, String place, boolean offersTools) {
        String kind = block.fieldNames().next();
        JsonNode inside = block.path(kind);
        switch (kind) {
            case "text" -> require(!inside.asText().isBlank(), place + ".text", "must not be blank");
            case "image" -> checkMedia(inside, IMAGES, place + ".image");
            case "document" -> {
                checkMedia(inside, DOCUMENTS, place + ".document");
                String name = inside.path("name").asText();
                require(DOCUMENT_NAME.matcher(name).matches(), place + ".document.name", "has other characters");
            }
            case "toolUse", "toolResult" -> {
                if (!offersTools) {
                    throw Refused.invalid(
                            "toolConfig",
                            "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
                }
                String id = inside.path("toolUseId").asText();
                require(TOOL_USE_ID.matcher(id).matches(), place + ".toolUseId", "has other characters");
            }
            default -> {}
        }
    }

    private static void checkMedia(JsonNode media, Set<String> formats, String place) {
        String format = media.path("format").asText();
        require(formats.contains(format), place + ".format", "must be one of " + String.join(", ", formats));
        JsonNode source = media.path("source");
        boolean sound = source.has("bytes")
                ? isBase64(source.path("bytes").asText())
                : source.path("s3Location").path("uri").asText().startsWith("s3://")
                        || source.has("text")
                        || source.has("content");
        require(sound, place + ".source", "must be bytes in Base64 or an object in S3");
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static void require(boolean holds, String place, String demand) {
        if (!holds) {
            throw refused(place, demand);
        }
    }

    private static Refused refused(String place, String demand) {
        return Refused.invalid(place, "The value at " + place + " " + demand);
    }
}
