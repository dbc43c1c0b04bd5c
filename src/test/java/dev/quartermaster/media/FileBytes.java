package dev.quartermaster.media;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Files that begin like files of their kind; as texts, a byte is a character of ISO 8859-1. */
final class FileBytes {

    static final String PNG = "\u0089PNG\r\n\u001a\n and so on";
    static final String PDF = "%PDF-1.7 and so on";

    private FileBytes() {}

    static String base64(String file) {
        return Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.ISO_8859_1));
    }
}
