package dev.quartermaster.media;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Kinds of files that models take, known by the bytes they begin with rather than by what someone calls them. */
public enum FileKind {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    WEBP("image/webp"),
    HEIC("image/heic"),
    PDF("application/pdf");

    /** Number of leading bytes that identify a file's kind. */
    public static final int SIGNATURE_BYTES = 12;

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final String mediaType;

    FileKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    public boolean isImage() {
        return this != PDF;
    }

    /** @param file its beginning, or all of it */
    public static Optional<FileKind> of(byte[] file) {
        if (begins(file, 0, PNG_SIGNATURE)) {
            return Optional.of(PNG);
        } else if (begins(file, 0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
            return Optional.of(JPEG);
        } else if (begins(file, 0, ascii("GIF87a")) || begins(file, 0, ascii("GIF89a"))) {
            return Optional.of(GIF);
        } else if (begins(file, 0, ascii("RIFF")) && begins(file, 8, ascii("WEBP"))) {
            return Optional.of(WEBP);
        } else if (begins(file, 4, ascii("ftyphei")) || begins(file, 4, ascii("ftypmif1"))) {
            return Optional.of(HEIC);
        }
        return begins(file, 0, ascii("%PDF-")) ? Optional.of(PDF) : Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean begins(byte[] file, int from, byte[] signature) {
        if (file.length < from + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if (file[from + i] != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
