package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** The bytes of images and documents in bodies: whether they are what their type says. */
final class Media {

    static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private Media() {}

    /** Base64 of an image of that type. */
    static boolean isImage(String type, JsonNode base64) {
        return IMAGES.contains(type) && type.equals(typeOf(base64.asText()));
    }

    /** A data URL of an image, whose bytes are of the type it names, or a link. */
    static boolean isImage(String url) {
        if (url.startsWith("https://")) {
            return true;
        }
        int comma = url.indexOf(";base64,");
        return url.startsWith("data:")
                && comma > 0
                && IMAGES.contains(url.substring(5, comma))
                && url.substring(5, comma).equals(typeOf(url.substring(comma + 8)));
    }

    static boolean isPdf(JsonNode base64) {
        return "application/pdf".equals(typeOf(base64.asText()));
    }

    /** Null for what is no Base64, or of no type known here. */
    static String typeOf(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            String head = new String(bytes, StandardCharsets.ISO_8859_1);
            if (head.startsWith("\u0089PNG")) {
                return "image/png";
            } else if (head.startsWith("\u00ff\u00d8\u00ff")) {
                return "image/jpeg";
            } else if (head.startsWith("GIF8")) {
                return "image/gif";
            } else if (head.startsWith("RIFF")) {
                return "image/webp";
            }
            return head.startsWith("%PDF") ? "application/pdf" : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
