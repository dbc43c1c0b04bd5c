package dev.quartermaster.media;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.MediaSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Whether what a request carries inline is what it is said to be. Nothing is decoded but the first bytes. */
public final class InlineMedia {

    private static final String PDF = FileKind.PDF.mediaType();
    private static final int SIGNATURE_LETTERS = FileKind.SIGNATURE_BYTES / 3 * 4;

    private InlineMedia() {}

    /** @throws QuartermasterException naming {@code field} when it is not an image */
    public static void requireImage(MediaSource.Inline inline, String field) {
        if (!inline.mediaType().toLowerCase(Locale.ROOT).startsWith("image/")) {
            throw QuartermasterException.invalid(field, "'" + field + "' must have an image's media type");
        }
        requireBase64(inline.data(), field);
        if (kind(inline.data()).filter(FileKind::isImage).isEmpty()) {
            throw QuartermasterException.invalid(
                    field, "'" + field + "' is not an image: its bytes are none of png, jpeg, gif, webp or heic");
        }
    }

    /** @throws QuartermasterException naming {@code field} when it cannot be decoded, or claims to be a PDF and is none */
    public static void requireDocument(MediaSource.Inline inline, String field) {
        requireBase64(inline.data(), field);
        boolean saysPdf = inline.mediaType().toLowerCase(Locale.ROOT).startsWith(PDF);
        if (saysPdf && kind(inline.data()).orElse(null) != FileKind.PDF) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not a PDF");
        }
    }

    private static Optional<FileKind> kind(String base64) {
        int letters = Math.min(SIGNATURE_LETTERS, base64.length());
        return FileKind.of(Base64.getDecoder().decode(base64.substring(0, letters)));
    }

    private static void requireBase64(String text, String field) {
        if (!isBase64(text)) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not base64");
        }
    }

    /** As decoders want it: the standard alphabet, no line breaks, padding at the end where there is any. */
    private static boolean isBase64(String text) {
        int end = text.length();
        int padding = 0;
        while (end > 0 && padding < 2 && text.charAt(end - 1) == '=') {
            end--;
            padding++;
        }
        boolean lengthFits = padding == 0 ? end % 4 != 1 : text.length() % 4 == 0;
        if (end == 0 || !lengthFits) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char letter = text.charAt(i);
            boolean known = letter >= 'A' && letter <= 'Z'
                    || letter >= 'a' && letter <= 'z'
                    || letter >= '0' && letter <= '9'
                    || letter == '+'
                    || letter == '/';
            if (!known) {
                return false;
            }
        }
        return true;
    }
}
